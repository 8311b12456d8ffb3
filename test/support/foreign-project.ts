import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);
export const root = join(import.meta.dirname, '../..');

/** Stricter than most: what a package says of its types has to hold under all of this. */
export const STRICTEST = {
  module: 'NodeNext',
  target: 'ES2023',
  lib: ['ES2023'],
  types: ['node'],
  outDir: 'out',
  strict: true,
  exactOptionalPropertyTypes: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  noUncheckedSideEffectImports: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
};

/** An empty project of somebody else, outside of this repository. */
export class ForeignProject {
  protected constructor(readonly folder: string) {}

  static async create(options: object = {}): Promise<ForeignProject> {
    const project = new ForeignProject(await mkdtemp(join(tmpdir(), 'gatehouse-project-')));
    await project.begin(options);
    return project;
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, path)), { recursive: true });
    await writeFile(join(this.folder, path), text);
  }

  read(path: string): Promise<string> {
    return readFile(join(this.folder, path), 'utf8');
  }

  /** Packages of this repository that the project has too; so a test needs no registry. */
  async link(...names: string[]): Promise<void> {
    for (const name of names) {
      const path = join(this.folder, 'node_modules', name);
      await mkdir(dirname(path), { recursive: true });
      await symlink(join(root, 'node_modules', name), path);
    }
  }

  /** Checks the types of all sources, and compiles them. @returns what the compiler complains of */
  async compile(config = 'tsconfig.json'): Promise<string[]> {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const output = await this.node(tsc, ['-p', config]).catch(
      // It complains on stdout.
      (error: unknown) => (error as { stdout: string }).stdout,
    );
    // What is indented goes on about the line before.
    return output.split('\n').filter(line => /^\S/.test(line));
  }

  /** Runs a program to its end. @returns what it printed */
  async node(program: string, args: string[] = [], environment: Record<string, string> = {}): Promise<string> {
    const { PATH = '' } = process.env;
    const options = { cwd: this.folder, env: { PATH, ...environment } };
    return (await run(process.execPath, [program, ...args], options)).stdout;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** @param options of the compiler, besides the strictest ones */
  protected async begin(options: object): Promise<void> {
    const compilerOptions = { ...STRICTEST, ...options };
    await this.write('package.json', JSON.stringify({ type: 'module', private: true }));
    await this.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  }
}

/** The first block of this language below a heading of a Markdown file. */
export async function snippetOf(file: string, heading: string, language = 'ts'): Promise<string> {
  const text = await readFile(join(root, file), 'utf8');
  const [, section = ''] = text.split(new RegExp(`^${heading}$`, 'm'));
  const [, snippet] = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(section) ?? [];
  if (snippet === undefined) throw new Error(`${file} has no ${language} below ${heading}`);
  return snippet;
}
