/** The languages of docs/examples, as far as this machine has them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canRun } from './installed.js';

const EXAMPLES = join(process.cwd(), 'docs/examples');
const INSTALL_WITHIN_MS = 60_000;

export interface Language {
  readonly name: string;
  /** How to start the example, in what environment. */
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
}

/** A language that cannot be tried here, and why. */
export interface AbsentLanguage {
  readonly name: string;
  readonly why: string;
}

/** Makes what is needed, in a folder of its own that `discard` removes. */
export function findLanguages(): { present: Language[]; absent: AbsentLanguage[]; discard(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-languages-'));
  const found = [findPython(folder), findGo(folder)];
  return {
    present: found.filter(language => 'command' in language),
    absent: found.filter(language => 'why' in language),
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function findPython(folder: string): Language | AbsentLanguage {
  const name = 'Python';
  if (!canRun('python3')) return { name, why: 'there is no python3' };
  const environment = { PYTHONPATH: join(folder, 'python'), PYTHONDONTWRITEBYTECODE: '1' };
  const command = ['python3', join(EXAMPLES, 'python/service.py')] as const;
  const isComplete = (): boolean => runs('python3', ['-c', 'import cryptography'], environment);
  if (!isComplete()) {
    runs('python3', ['-m', 'pip', 'install', '--quiet', '--target', environment.PYTHONPATH, 'cryptography']);
    if (!isComplete()) return { name, why: 'its package cryptography is neither here nor to be had by pip' };
  }
  return { name, command, environment };
}

function findGo(folder: string): Language | AbsentLanguage {
  const name = 'Go';
  // Another toolchain than the one that is here would be fetched over the network.
  const environment = { GOTOOLCHAIN: 'local', GOFLAGS: '', GOWORK: 'off' };
  if (!canRun('go', 'version')) return { name, why: 'there is no go' };
  const [, minor = '0'] = /\bgo1\.(\d+)/.exec(outputOf('go', ['version'], environment)) ?? [];
  if (Number(minor) < 25) return { name, why: 'there is no go 1.25 or later' };
  const program = join(folder, 'orders');
  // Not to be built is a failure of the example's, no absence.
  execFileSync('go', ['build', '-o', program, '.'], {
    cwd: join(EXAMPLES, 'go'),
    env: { ...process.env, ...environment },
  });
  return { name, command: [program], environment: {} };
}

function runs(program: string, args: string[], environment: Record<string, string> = {}): boolean {
  try {
    execFileSync(program, args, {
      stdio: 'ignore',
      timeout: INSTALL_WITHIN_MS,
      env: { ...process.env, ...environment },
    });
    return true;
  } catch {
    return false;
  }
}

function outputOf(program: string, args: string[], environment: Record<string, string>): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', env: { ...process.env, ...environment } });
  } catch {
    return '';
  }
}
