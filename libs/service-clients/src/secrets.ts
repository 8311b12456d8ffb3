import { hash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
/** Lets scanners find a secret that was left in a repository. */
const PREFIX = 'gcs_';

/** 256 random bits. */
export const newClientSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64url');

export const hashClientSecret = (secret: string): Buffer => hash('sha256', secret, 'buffer');
