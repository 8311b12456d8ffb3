import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runProgram, type RunningProcess } from './process.js';

/**
 * The one part: everything in src/ one after the other in out/all.txt, and each of the files by itself. While there is a
 * file `hold` it waits after it has read them, and says so with its process id.
 */
const STEP = `
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
const names = readdirSync('src').filter(name => name.endsWith('.txt'));
const texts = names.map(name => readFileSync('src/' + name, 'utf8'));
if (texts.includes('broken')) throw new Error('broken source');
mkdirSync('out', { recursive: true });
writeFileSync('out/all.txt', 'half');
if (existsSync('hold')) console.log('holding ' + process.pid);
while (existsSync('hold')) await new Promise(resolve => setTimeout(resolve, 10));
for (const [place, name] of names.entries()) writeFileSync('out/' + name, texts[place]);
writeFileSync('out/all.txt', texts.join(' '));
writeFileSync('out/packages.json', '["node_modules/thing/index.js"]');
appendFileSync('builds.log', 'built\\n');
`;
const PARTS = `
export const PARTS = [
  {
    name: 'thing',
    reads: ['step.js', 'src', 'node_modules/.package-lock.json'],
    ignores: /\\.spec\\.ts$/,
    makes: ['out'],
    steps: [['step.js']],
    packages: 'out/packages.json',
  },
];
`;

const PACKAGE = '{ "type": "module", "engines": { "node": ">=20" }, "scripts": { "start": "node build/start.js" } }';

/** A folder with the build of this repository, and something to build that takes a moment. */
export class SmallProject {
  private constructor(readonly root: string) {}

  static async create(): Promise<SmallProject> {
    const project = new SmallProject(await mkdtemp(join(tmpdir(), 'gatehouse-build-')));
    await cp('build', join(project.root, 'build'), { recursive: true });
    await project.write('build/parts.js', PARTS);
    await project.write('package.json', PACKAGE);
    await project.write('step.js', STEP);
    await project.write('src/a.txt', 'one');
    await project.write('src/b.txt', 'two');
    await project.write('src/a.spec.ts', '');
    await project.write('node_modules/.package-lock.json', '{}');
    await project.write('node_modules/thing/index.js', '');
    return project;
  }

  start(...args: string[]): RunningProcess {
    return runProgram([process.execPath, 'build', ...args], {}, this.root);
  }

  npmStart(): RunningProcess {
    return runProgram(['npm', 'start'], {}, this.root);
  }

  /** @returns what it said and how it ended */
  async build(...args: string[]): Promise<{ code: number | null; said: string }> {
    const running = this.start(...args);
    return { code: await running.exited(), said: running.output() };
  }

  /** How often the part has been made so far. */
  async builds(): Promise<number> {
    const log = await readFile(join(this.root, 'builds.log'), 'utf8').catch(() => '');
    return log.split('\n').length - 1;
  }

  /** What was made last. */
  async made(): Promise<string> {
    return readFile(join(this.root, 'out/all.txt'), 'utf8');
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.root, path)), { recursive: true });
    await writeFile(join(this.root, path), text);
  }

  async remove(path = ''): Promise<void> {
    await rm(join(this.root, path), { recursive: true });
  }
}
