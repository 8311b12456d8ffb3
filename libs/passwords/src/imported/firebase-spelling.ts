import { RefusedHash } from '../stored/bytes.js';
import { FirebaseHash } from '../stored/firebase-hash.js';
import { bytesOf, fieldOf, wholeOf } from './parts.js';

/**
 * A hash of Firebase with the parameters of its project, under the names that Firebase's console shows them by, without
 * `base64_` in front: `{ hash, salt, signer_key, salt_separator, rounds, mem_cost }`.
 * @returns undefined for what is no such thing
 * @throws RefusedHash
 */
export function readFirebase(exported: object): string | undefined {
  if (fieldOf(exported, 'signer_key') === undefined) return undefined;
  const field = (name: string): unknown => fieldOf(exported, name);
  const [hash, signerKey] = [bytesOf(field('hash')), bytesOf(field('signer_key'))];
  if (hash.length !== signerKey.length) throw new RefusedHash('malformed');
  const separator = field('salt_separator');
  const salt = Buffer.concat([bytesOf(field('salt')), separator === '' ? Buffer.alloc(0) : bytesOf(separator)]);
  const costs = { ln: wholeOf(field('mem_cost')), r: wholeOf(field('rounds')), p: 1 };
  // What was xor-ed onto the signer key to encrypt it: see `FirebaseHash`.
  const keyStream = hash.map((byte, place) => byte ^ (signerKey[place] ?? 0));
  return new FirebaseHash(costs, salt, Buffer.from(keyStream)).text;
}
