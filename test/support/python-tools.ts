/** Programs in Python, from its registry, in an environment of their own. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { it } from '@jest/globals';

export const run = promisify(execFile);
const INSTALL_WITHIN_MS = 240_000;

export interface PythonTools {
  /** Everything that is made goes here, and goes with it. */
  readonly folder: string;
  /** The path of a program that was installed. */
  program(name: string): string;
  install(...what: string[]): Promise<void>;
  discard(): Promise<void>;
}

/** @returns undefined, having said so, where there is no Python or what is asked for is not to be had */
export async function pythonTools(name: string, ...requirements: string[]): Promise<PythonTools | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-python-'));
  const bin = join(folder, 'venv/bin');
  const install = async (...what: string[]): Promise<void> => {
    const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...what];
    await run(join(bin, 'python'), args, { timeout: INSTALL_WITHIN_MS });
  };
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await run('python3', ['-m', 'venv', join(folder, 'venv')]);
    await install(...requirements);
    return { folder, program: program => join(bin, program), install, discard };
  } catch (error) {
    await discard();
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    leaveOut(name, why);
    return undefined;
  }
}

/** Tells plainly what this machine cannot try. */
export function leaveOut(name: string, why: string): void {
  process.stderr.write(`\nLEFT OUT: ${name}, since this machine lacks what it needs: ${why}\n`);
  // eslint-disable-next-line no-restricted-syntax -- the reason is in its name
  it.skip(`${name} is left out: ${why}`, () => undefined);
}
