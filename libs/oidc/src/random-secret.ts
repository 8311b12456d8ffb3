import { hash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** 256 random bits. What is stored of them is their SHA-256, by which they can be found and not presented. */
export const newSecret = (): string => randomBytes(BYTES).toString('base64url');

export const hashOf = (secret: string): Buffer => hash('sha256', secret, 'buffer');
