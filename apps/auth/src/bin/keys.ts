/**
 * The operator's command for signing keys, run in the environment of the service:
 *
 *     node dist/apps/auth/src/bin/keys.js list | rotate | retire <kid>
 */
import 'reflect-metadata';
import { SERVICE } from '#libs/audit';
import { ConfigurationError, DomainError } from '#libs/platform';
import { KeyRotation, KeyStore, type StoredKey } from '#libs/tokens';
import { withApplication } from './with-application.js';

const USAGE = 'usage: keys list | rotate | retire <kid>';

const [command = '', kid] = process.argv.slice(2);
const known = command === 'retire' ? kid !== undefined : ['list', 'rotate'].includes(command);
if (!known) stop(USAGE, 2);

try {
  await run();
  process.exit(0);
} catch (error) {
  if (error instanceof DomainError) stop(`${error.code}: ${error.message}${waitOf(error)}`, 1);
  stop(error instanceof ConfigurationError ? error.message : String(error), 1);
}

async function run(): Promise<void> {
  await withApplication(async app => {
    if (command === 'rotate') await app.get(KeyRotation).rotate(SERVICE);
    if (command === 'retire') await app.get(KeyRotation).retire(SERVICE, kid ?? '');
    for (const key of await app.get(KeyStore).list()) process.stdout.write(`${describe(key)}\n`);
  });
}

function describe({ kid: id, alg, state, published_at, activated_at, superseded_at, retired_at }: StoredKey): string {
  const times = { published_at, activated_at, superseded_at, retired_at };
  const known = Object.entries(times).filter(([, time]) => time !== null);
  const since = known.map(([name, time]) => `${name}=${time?.toISOString() ?? ''}`).join(' ');
  return `${id} ${alg} ${state.padEnd(8)} ${since}`;
}

function waitOf({ retryAfterSeconds }: DomainError): string {
  return retryAfterSeconds === undefined ? '' : ` Try again in ${retryAfterSeconds} s.`;
}

function stop(message: string, code: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
