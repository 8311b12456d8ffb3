/** Builds what docs/examples has of other people's, with what this machine and the registries give. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from '@jest/globals';

const EXAMPLES = join(process.cwd(), 'docs/examples');
/** The first time everything comes over the network. */
const INSTALL_WITHIN_MS = 150_000;
const BUILD_WITHIN_MS = 120_000;
const GO_INSTALL_WITHIN_MS = 600_000;

/** A program that was built from an example, and the environment that it needs. */
export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
}

/** What keeps an example from being tried here. What was built and is wrong is no absence, and throws. */
class Absent extends Error {}

/** A copy of an example in a folder of its own, so that nothing is built in the repository. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'gatehouse-foreign-'));

  constructor(example: string, group: 'interoperability' | 'openid-connect' = 'interoperability') {
    cpSync(join(EXAMPLES, group, example), this.folder, { recursive: true });
  }

  /** Runs a tool. @throws Absent if it is not there, or says so itself by failing where `absence` matches */
  run(tool: readonly [string, ...string[]], timeout: number, absence = /(?:)/, environment: object = {}): void {
    const [program, ...args] = tool;
    try {
      const env = { ...process.env, NODE_OPTIONS: '', ...environment };
      execFileSync(program, args, { cwd: this.folder, timeout, env, encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      const { code, stdout = '', stderr = '' } = error as { code?: string; stdout?: string; stderr?: string };
      if (code === 'ENOENT') throw new Absent(`there is no ${program}`);
      const said = `${stdout}${stderr}`;
      if (code === 'ETIMEDOUT' || absence.test(said)) throw new Absent(`${tool.join(' ')} came to nothing: ${said}`);
      throw new Error(`${tool.join(' ')} failed:\n${said}`, { cause: error });
    }
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What `build` makes; else a skipped test and a warning say what was left out, and why. */
export function builtOrLeftOut<T>(what: string, workshop: Workshop, build: (workshop: Workshop) => T): T | undefined {
  try {
    return build(workshop);
  } catch (error) {
    // Where no test is left to run, nothing is done after them.
    workshop.discard();
    if (!(error instanceof Absent)) throw error;
    // A run of several files does not show the names of skipped tests.
    process.stderr.write(`LEFT OUT: ${what}, since ${error.message}\n`);
    // eslint-disable-next-line no-restricted-syntax -- tells plainly what this machine cannot test
    it.skip(`${what} is left out: ${error.message.split('\n')[0]}`, () => undefined);
    return undefined;
  }
}

const NEVER = /$^/;
const NOT_DOWNLOADED = /could not transfer|could not resolve|non-resolvable|offline mode|not be resolved/i;

/** @param properties of the project, which replace its own @param main the class that is run */
export function buildWithMaven(
  workshop: Workshop,
  properties: Readonly<Record<string, string>> = {},
  main = 'example.Orders',
): Program {
  workshop.run(['javac', '-version'], BUILD_WITHIN_MS, NEVER);
  const given = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
  const goals = ['compile', 'dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=libraries'];
  const maven = ['-q', '-B', ...given, ...goals] as const;
  try {
    workshop.run(['mvn', '-o', ...maven], BUILD_WITHIN_MS, NOT_DOWNLOADED);
  } catch (error) {
    if (!(error instanceof Absent)) throw error;
    workshop.run(['mvn', ...maven], INSTALL_WITHIN_MS, NOT_DOWNLOADED);
  }
  const classes = [join(workshop.folder, 'target/classes'), join(workshop.folder, 'libraries/*')].join(':');
  const modest = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
  return { command: ['java', ...modest, '-cp', classes, main], environment: {} };
}

/** Vets it on the way. */
export function buildWithGo(workshop: Workshop): Program {
  // Another toolchain than the one that is here would be fetched over the network.
  const environment = { GOTOOLCHAIN: 'local', GOFLAGS: '', GOWORK: 'off' };
  workshop.run(['go', 'mod', 'download'], INSTALL_WITHIN_MS, undefined, environment);
  workshop.run(['go', 'vet', './...'], BUILD_WITHIN_MS, NEVER, environment);
  workshop.run(['go', 'build', '-o', 'orders', '.'], BUILD_WITHIN_MS, NEVER, environment);
  return { command: [join(workshop.folder, 'orders')], environment: {} };
}

/**
 * A program of a module, as `go install` makes it. It may take minutes, so it is kept among the temporary files.
 * @param module with its version
 */
export function installWithGo(workshop: Workshop, module: string): string {
  const [, name = '', version = ''] = /([^/]+)(?:\/v\d+)?@(.+)$/.exec(module) ?? [];
  const bin = join(tmpdir(), `gatehouse-go-${name}-${version}`);
  if (!existsSync(join(bin, name))) {
    const environment = { GOTOOLCHAIN: 'local', GOFLAGS: '', GOWORK: 'off', GOBIN: bin };
    workshop.run(['go', 'install', module], GO_INSTALL_WITHIN_MS, undefined, environment);
  }
  return join(bin, name);
}

/** @returns how to start one of its programs */
export function installWithPip(workshop: Workshop): (program: string, ...args: string[]) => Program {
  const python = join(workshop.folder, 'venv/bin/python');
  workshop.run(['python3', '-m', 'venv', 'venv'], INSTALL_WITHIN_MS);
  workshop.run([python, '-m', 'pip', 'install', '-q', '-r', 'requirements.txt'], INSTALL_WITHIN_MS);
  return (program, ...args) => ({ command: [python, join(workshop.folder, program), ...args], environment: {} });
}

/** @returns how to start one of its programs */
export function installWithNpm(workshop: Workshop): (program: string, ...args: string[]) => Program {
  workshop.run(['npm', 'install', '--no-audit', '--no-fund', '--no-package-lock'], INSTALL_WITHIN_MS);
  return (program, ...args) => ({
    command: [process.execPath, join(workshop.folder, program), ...args],
    environment: {},
  });
}
