import { RefusedHash } from '../stored/bytes.js';
import { type Argon2Algorithm, formatPhc, parsePhc } from '../phc.js';
import { Pbkdf2Hash, type Pbkdf2Digest } from '../stored/pbkdf2-hash.js';
import { bytesOf, fieldOf, wholeOf } from './parts.js';

const PBKDF2: Readonly<Record<string, Pbkdf2Digest>> = {
  pbkdf2: 'sha1',
  'pbkdf2-sha256': 'sha256',
  'pbkdf2-sha512': 'sha512',
};
const ARGON2: Readonly<Record<string, Argon2Algorithm>> = { id: 'argon2id', i: 'argon2i', d: 'argon2d' };
const VERSIONS: Readonly<Record<string, 16 | 19>> = { '1.0': 16, '1.3': 19 };

/**
 * A credential of a user in Keycloak's export of a realm, `secretData` and `credentialData`, which are JSON in a text.
 * @returns undefined for what is no such thing
 * @throws RefusedHash
 */
export function readKeycloak(credential: object): string | undefined {
  const [secret, about] = [fieldOf(credential, 'secretData'), fieldOf(credential, 'credentialData')].map(parsed);
  if (secret === undefined || about === undefined) return undefined;
  const [salt, tag] = [bytesOf(fieldOf(secret, 'salt')), bytesOf(fieldOf(secret, 'value'))];
  const iterations = wholeOf(fieldOf(about, 'hashIterations'));
  const algorithm = String(fieldOf(about, 'algorithm'));
  if (algorithm === 'argon2') return readArgon2(fieldOf(about, 'additionalParameters'), iterations, salt, tag);
  const digest = Object.hasOwn(PBKDF2, algorithm) ? PBKDF2[algorithm] : undefined;
  return digest && new Pbkdf2Hash(digest, iterations, salt, tag).text;
}

/** Each parameter is a list there, with one text in it. */
function readArgon2(parameters: unknown, t: number, salt: Buffer, tag: Buffer): string {
  const only = (name: string): string => String([fieldOf(parameters, name)].flat()[0]);
  const [algorithm, version] = [ARGON2[only('type')], VERSIONS[only('version')]];
  if (algorithm === undefined || version === undefined) throw new RefusedHash('malformed');
  const costs = { m: wholeOf(only('memory')), t, p: wholeOf(only('parallelism')) };
  const text = formatPhc({ algorithm, version, parameters: costs, salt, tag });
  parsePhc(text);
  return text;
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data);
  } catch {
    throw new RefusedHash('malformed');
  }
}
