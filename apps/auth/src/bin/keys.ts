/**
 * The operator's command for signing keys, run in the environment of the service. `npm run auth -- keys` is the same:
 *
 *     node dist/programs/keys.js list | rotate | retire <kid>
 */
import 'reflect-metadata';
import { failureOf, NOT_UNDERSTOOD } from '../command-line/failure.js';
import { listKeys, retireKey, rotateKeys } from '../command-line/work/keys.js';
import { report } from '../command-line/report.js';

const USAGE = 'usage: keys list | rotate | retire <kid>';

const [command = '', kid] = process.argv.slice(2);
const known = command === 'retire' ? kid !== undefined : ['list', 'rotate'].includes(command);
if (!known) stop([USAGE], NOT_UNDERSTOOD);

void run();

async function run(): Promise<never> {
  try {
    await report({}, app => {
      if (command === 'rotate') return rotateKeys(app);
      return command === 'retire' ? retireKey(app, kid ?? '') : listKeys(app);
    });
    return process.exit(0);
  } catch (error) {
    const { lines, exitCode } = await failureOf(error);
    return stop(lines, exitCode);
  }
}

function stop(lines: readonly string[], code: number): never {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(code);
}
