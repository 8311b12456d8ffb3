import { randomBytes } from 'node:crypto';
import { encode } from './bytes.js';

const SALT_BYTES = 16;
const TAG_BYTES = 32;
const BCRYPT = /^\$(?:2|django-bcrypt)/;
/** Salt and tag of bcrypt, in its own alphabet, of which these are letters. */
const BCRYPT_CHARACTERS = 53;

/**
 * A stored hash that nobody's password gives, and that takes as long to compare with as one that begins like this.
 * @param costs what such a hash begins with, such as `$2b$12$` or `$scrypt$ln=15,r=8,p=1$`
 */
export function dummyLike(costs: string): string {
  if (BCRYPT.test(costs)) return costs + randomBytes(BCRYPT_CHARACTERS).toString('hex').slice(0, BCRYPT_CHARACTERS);
  const [, length = TAG_BYTES] = /,l=(\d+)\$$/.exec(costs) ?? [];
  return `${costs}${encode(randomBytes(SALT_BYTES))}$${encode(randomBytes(Number(length)))}`;
}
