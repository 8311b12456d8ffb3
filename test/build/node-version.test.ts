import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { complaintAbout, neededNode } from '../../build/node-version.js';

const NEEDED = neededNode('.');
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-node-'));
// Beside what it imports, and not among what a build makes.
const copy = join('dist', `too-old-${process.pid}.js`);

afterAll(() => {
  for (const path of [folder, copy]) rmSync(path, { recursive: true, force: true });
});

function run(cwd: string, ...args: string[]): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, args, { cwd, encoding: 'utf8', env: { PATH: process.env['PATH'] } });
}

describe('a Node that is too old', () => {
  it.each([
    ['v18.20.8', '>=20.19'],
    ['v20.18.3', '>=20.19'],
    ['v9.11.2', '>=20.19'],
    ['v20.19.0', '>=22'],
  ])('is complained about: %s where %s is needed', (version, range) => {
    expect(complaintAbout(version, range)).toBe(`Node.js ${range.slice(2)} or newer is needed; this is ${version}.`);
  });

  it.each(['v20.19.0', 'v20.20.2', 'v21.0.0', 'v100.1.0'])('is not %s', version => {
    expect(complaintAbout(version, '>=20.19')).toBeUndefined();
  });

  const line = `Node.js 99.9 or newer is needed; this is ${process.version}.\n`;

  it('is told so by npm start, in one line', () => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ engines: { node: '>=99.9' } }));
    expect(run(folder, resolve('build'))).toMatchObject({ status: 1, stderr: line });
    expect(run(folder, resolve('dev'))).toMatchObject({ status: 1, stderr: line });
  });

  it.each(['service', 'auth', 'notes'])('is told so by the built program %s', name => {
    const text = readFileSync(`dist/programs/${name}.js`, 'utf8');
    const moved = text.replace(`'./launch.js'`, `'./programs/launch.js'`);
    writeFileSync(copy, moved.replace(`'${NEEDED}'`, `'>=99.9'`));
    expect(run('.', copy)).toMatchObject({ status: 1, stderr: line });
  });
});
