import { hash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** 256 random bits, as text of 43 characters. */
export const newSecret = (): string => randomBytes(BYTES).toString('base64url');

/** What is stored of such a secret, by which it can be found and not presented: nobody goes through 256 bits, so it takes no salt. */
export const hashOfSecret = (secret: string): Buffer => hash('sha256', secret, 'buffer');
