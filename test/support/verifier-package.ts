import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ForeignProject, root, run } from './foreign-project.js';

const PACKAGE = '@gatehouse/verifier';

/** What a service that installs the package has besides it. */
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

/** A project that has installed the packed verifier. */
export class VerifierProject extends ForeignProject {
  static override async create(): Promise<VerifierProject> {
    const project = new VerifierProject(await mkdtemp(join(tmpdir(), 'gatehouse-package-')));
    await project.begin({ experimentalDecorators: true, emitDecoratorMetadata: true });
    await project.link(...INSTALLED);
    await project.install();
    return project;
  }

  get installed(): string {
    return join(this.folder, 'node_modules', PACKAGE);
  }

  async manifest(): Promise<Record<string, Record<string, string>>> {
    const text = await this.read(`node_modules/${PACKAGE}/package.json`);
    return JSON.parse(text) as Record<string, Record<string, string>>;
  }

  /** Installs a second copy, for a package that brings its own. */
  async installAnother(dependant: string): Promise<void> {
    await cp(this.installed, join(this.folder, 'node_modules', dependant, 'node_modules', PACKAGE), {
      recursive: true,
    });
  }

  /** As npm would: the tarball's folder `package` becomes that of the package. */
  private async install(): Promise<void> {
    const { stdout } = await run(process.execPath, ['libs/pack.js', 'verifier', this.folder], { cwd: root });
    await mkdir(this.installed, { recursive: true });
    await run('tar', ['-xzf', stdout.trim(), '-C', this.installed, '--strip-components=1']);
  }
}
