import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LockedStore, Tokens } from '../../src/store.js';
import { fileStore } from './file-store.js';

const TOKENS: Tokens = { access_token: 'a', refresh_token: 'r', session_id: 's', expires_in: 600, expires_at: 1 };

let folder: string;
let file: string;
let store: LockedStore<Tokens>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-store-'));
  file = join(folder, 'login.json');
  store = fileStore(file);
});

afterEach(() => rm(folder, { recursive: true }));

describe('a store in a file', () => {
  it('keeps a login, and removes it', async () => {
    await expect(store.read()).resolves.toBeUndefined();
    await store.write(TOKENS);
    await expect(fileStore(file).read()).resolves.toEqual(TOKENS);
    await store.write(undefined);
    await store.write(undefined);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each(['', '{', '{"access_token":"a"}'])('takes what is no login for nothing: %s', async text => {
    await writeFile(file, text);
    await expect(store.read()).resolves.toBeUndefined();
  });

  it('lets one in at a time, of several that share the file', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await store.read();
      inside--;
    };
    await Promise.all(Array.from({ length: 20 }, () => fileStore(file).lock(work)));
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('lets the next one in when the work fails, and passes the failure on', async () => {
    await expect(store.lock(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(store.lock(async () => 'yes')).resolves.toBe('yes');
  });

  it('takes a lock over that nobody keeps up, also when whoever tried that before was killed', async () => {
    await writeFile(`${file}.lock`, 'somebody who is gone');
    await writeFile(`${file}.lock.break`, '');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(`${file}.lock.break`, longAgo, longAgo);
    await expect(store.lock(async () => 'mine')).resolves.toBe('mine');
    expect(await readdir(folder)).toEqual([]);
  });

  it('bears that its lock is replaced by something else while it is held', async () => {
    const unheard: unknown[] = [];
    const listen = (error: unknown): unknown => unheard.push(error);
    process.on('uncaughtException', listen);
    const work = store.lock(async () => {
      await rm(`${file}.lock`);
      await mkdir(`${file}.lock`);
      // Longer than it takes until the lock is kept up for the first time.
      await new Promise(resolve => setTimeout(resolve, 1200));
      return 'done';
    });
    await expect(work).resolves.toBe('done');
    process.off('uncaughtException', listen);
    expect(unheard).toEqual([]);
  });

  it('leaves a lock to somebody who works for long', async () => {
    const order: string[] = [];
    let entered = (): void => undefined;
    const isIn = new Promise<void>(resolve => (entered = resolve));
    const long = store.lock(async () => {
      entered();
      // Longer than a lock without a sign of life is respected.
      await new Promise(resolve => setTimeout(resolve, 5000));
      order.push('long');
    });
    await isIn;
    await fileStore(file).lock(async () => void order.push('next'));
    await long;
    expect(order).toEqual(['long', 'next']);
  });
});
