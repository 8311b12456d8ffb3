import { hash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** 256 random bits. */
export const newSecret = (): string => randomBytes(BYTES).toString('base64url');

/** What is stored of those that others have: by it they can be found and not presented. */
export const hashOf = (secret: string): Buffer => hash('sha256', secret, 'buffer');
