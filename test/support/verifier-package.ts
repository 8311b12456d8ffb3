import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const PACKAGE = '@gatehouse/verifier';

/** What a service that installs the package has besides it. Linked, so that a test needs no registry. */
const INSTALLED = [
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/passport',
  '@nestjs/platform-fastify',
  '@types/node',
  '@types/passport',
  '@types/passport-jwt',
  'fastify',
  'passport',
  'passport-jwt',
  'reflect-metadata',
  'rxjs',
];

/** Stricter than most: what the package says of its types has to hold under all of this. */
const STRICTEST = {
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
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
};

/** An empty project of somebody else, outside of this repository, that has installed the packed verifier. */
export class ForeignProject {
  private constructor(readonly folder: string) {}

  static async create(): Promise<ForeignProject> {
    const project = new ForeignProject(await mkdtemp(join(tmpdir(), 'gatehouse-package-')));
    await project.write('package.json', JSON.stringify({ type: 'module', private: true }));
    await project.write('tsconfig.json', JSON.stringify({ compilerOptions: STRICTEST, include: ['*.ts'] }));
    for (const name of INSTALLED) {
      const link = join(project.folder, 'node_modules', name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(join(root, 'node_modules', name), link);
    }
    await project.install();
    return project;
  }

  get installed(): string {
    return join(this.folder, 'node_modules', PACKAGE);
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, path)), { recursive: true });
    await writeFile(join(this.folder, path), text);
  }

  async manifest(): Promise<Record<string, Record<string, string>>> {
    const text = await readFile(join(this.installed, 'package.json'), 'utf8');
    return JSON.parse(text) as Record<string, Record<string, string>>;
  }

  /** Installs a second copy, for a package that brings its own. */
  async installAnother(dependant: string): Promise<void> {
    await cp(this.installed, join(this.folder, 'node_modules', dependant, 'node_modules', PACKAGE), {
      recursive: true,
    });
  }

  /** Checks the types of all sources, and compiles them. @returns what the compiler complains of */
  async compile(): Promise<string[]> {
    const output = await this.node(join(root, 'node_modules/typescript/bin/tsc')).catch(
      // It complains on stdout.
      (error: unknown) => (error as { stdout: string }).stdout,
    );
    // What is indented goes on about the line before.
    return output.split('\n').filter(line => /^\S/.test(line));
  }

  /** Runs a program to its end. @returns what it printed */
  async node(program: string): Promise<string> {
    const { PATH = '' } = process.env;
    return (await run(process.execPath, [program], { cwd: this.folder, env: { PATH } })).stdout;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** As npm would: the tarball's folder `package` becomes that of the package. */
  private async install(): Promise<void> {
    const { stdout } = await run(process.execPath, ['libs/verifier/pack.js', this.folder], { cwd: root });
    await mkdir(this.installed, { recursive: true });
    await run('tar', ['-xzf', stdout.trim(), '-C', this.installed, '--strip-components=1']);
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
