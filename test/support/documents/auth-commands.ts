import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROGRAM = join(process.cwd(), 'test/support/documents/run-auth.js');

/** What a command came to. */
export interface CommandOutcome {
  readonly args: readonly string[];
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A shell in which `npm` tells what it was called with, one argument after another, and does nothing. */
const TELLING = `npm() { printf '%s\\0' "$@" '\u0001'; }\n`;

/**
 * The arguments of each `npm run --silent auth -- …` in a script, as the shell reads them.
 * @throws Error where the script does anything else
 */
export async function authCommandsIn(script: string): Promise<string[][]> {
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', TELLING + script]);
  const calls = stdout.split('\u0001\0');
  if (calls.pop() !== '') throw new Error(`this script does more than call npm: ${script}`);
  return calls.map(call => {
    const [command, silent, program, dashes, ...args] = call.split('\0').slice(0, -1);
    if (`${command} ${silent} ${program} ${dashes}` !== 'run --silent auth --')
      throw new Error(`not a command: ${call}`);
    return args;
  });
}

/**
 * Runs commands in one process, in the environment of a service.
 * @param folder where they run
 * @param input what is sent to them
 */
export async function runAuthCommands(
  commands: readonly (readonly string[])[],
  { folder, settings, input = '' }: { folder: string; settings: Record<string, string>; input?: string },
): Promise<CommandOutcome[]> {
  const file = join(folder, 'commands.json');
  await writeFile(file, JSON.stringify(commands));
  const { PATH = '', HOME = '' } = process.env;
  const running = run(process.execPath, [PROGRAM, file], { cwd: folder, env: { PATH, HOME, ...settings } });
  running.child.stdin?.end(input);
  return JSON.parse((await running).stdout) as CommandOutcome[];
}
