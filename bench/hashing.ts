import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { DEFAULT_PARAMETERS } from '#libs/passwords';

const { m: memoryCost, t: timeCost, p: parallelism } = DEFAULT_PARAMETERS;
const password = randomBytes(18).toString('base64url');

/** What no login and no registration can do without: one password hashed by the faster engine, in this process. */
export const hashing = {
  about: 'hashing alone',
  run: (): Promise<string> => hash(password, { memoryCost, timeCost, parallelism }),
};
