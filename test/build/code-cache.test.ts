import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const PROGRAMS = 'dist/programs';
// Among what is installed, which a copy of a program has to find, and not among what a build makes.
const folder = mkdtempSync(join('dist', 'code-cache-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function node(...args: string[]): Outcome {
  return spawnSync(process.execPath, args, { encoding: 'utf8', env: { PATH: process.env['PATH'] } });
}

/** A copy of the command line's program. @param cache what it finds as compiled code; nothing where this is left out */
function copyWith(cache?: Buffer): string {
  for (const file of ['auth.js', 'auth.cjs', 'launch.js']) copyFileSync(join(PROGRAMS, file), join(folder, file));
  rmSync(join(folder, 'auth.cache'), { force: true });
  if (cache !== undefined) writeFileSync(join(folder, 'auth.cache'), cache);
  return join(folder, 'auth.js');
}

describe('the compiled code beside a program', () => {
  it.each(['service', 'auth'])('is there for %s, and this Node takes it', name => {
    const script = `
      const { compile } = await import('./${PROGRAMS}/launch.js');
      const { readFileSync } = await import('node:fs');
      console.log(compile('${name}', readFileSync('${PROGRAMS}/${name}.cache')).cachedDataRejected);
    `;
    expect(node('--input-type=module', '--eval', script).stdout).toBe('false\n');
  });

  const help = node(join(PROGRAMS, 'auth.js'), '--help').stdout;

  it('changes nothing but the time: without it, with that of another Node, and torn, a program does the same', () => {
    expect(help).toContain('Usage: auth');
    const cache = readFileSync(join(PROGRAMS, 'auth.cache'));
    const ofAnother = Buffer.from(cache);
    ofAnother.writeUInt32LE((ofAnother.readUInt32LE(4) ^ 1) >>> 0, 4);
    for (const each of [undefined, cache, ofAnother, cache.subarray(0, 1000), Buffer.alloc(0)]) {
      expect(node(copyWith(each), '--help')).toMatchObject({ status: 0, stdout: help, stderr: '' });
    }
  });

  it('leaves the places in a stack those of the file', () => {
    copyWith();
    writeFileSync(join(folder, 'auth.cjs'), `throw new Error('here');\n`);
    expect(node(join(folder, 'auth.js')).stderr).toContain(`${join(process.cwd(), folder, 'auth.cjs')}:1:7`);
  });
});
