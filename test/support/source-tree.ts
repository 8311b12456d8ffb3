import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runProgram, type RunningProcess } from './process.js';

const COPIED = ['apps', 'build', 'dev', 'libs', 'bundle.js', 'nest-cli.json', 'ormconfig.ts'];
const CONFIGURATION = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** A copy of the sources, and of what was built of them, which may be edited. The packages are those of this checkout. */
export class SourceTree {
  private constructor(readonly root: string) {}

  static async copy(): Promise<SourceTree> {
    const tree = new SourceTree(await mkdtemp(join(tmpdir(), 'gatehouse-sources-')));
    for (const path of [...COPIED, ...CONFIGURATION]) await cp(path, join(tree.root, path), { recursive: true });
    await symlink(join(process.cwd(), 'node_modules'), join(tree.root, 'node_modules'));
    // With its times to the last digit, by which the build knows what it has made.
    await promisify(execFile)('cp', ['-a', 'dist', tree.root]);
    return tree;
  }

  start(program: string, environment: Record<string, string>): RunningProcess {
    return runProgram([process.execPath, program], environment, this.root);
  }

  async edit(path: string, from: string, to: string): Promise<void> {
    const text = await readFile(join(this.root, path), 'utf8');
    if (!text.includes(from)) throw new Error(`${path} does not say ${from}`);
    await writeFile(join(this.root, path), text.replace(from, to));
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true });
  }
}
