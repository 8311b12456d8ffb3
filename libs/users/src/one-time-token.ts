import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

export interface PresentedToken {
  readonly id: string;
  /** SHA-256 of the secret that was presented. */
  readonly secret_hash: Buffer;
}

/** A new secret of 256 random bits, as it is given out with the id of its row, and as it is stored. */
export function newOneTimeToken(id: string): { token: string; secret_hash: Buffer } {
  const secret = randomBytes(SECRET_BYTES);
  return { token: `${id}.${secret.toString('base64url')}`, secret_hash: hashOf(secret) };
}

/** Reads a token; `undefined` for any text that this service cannot have given out. */
export function readOneTimeToken(text: string): PresentedToken | undefined {
  const [, id, encoded] = TOKEN.exec(text) ?? [];
  if (id === undefined || encoded === undefined) return undefined;
  const secret = Buffer.from(encoded, 'base64url');
  // The last character holds bits that are not used: one token has one spelling.
  return secret.toString('base64url') === encoded ? { id, secret_hash: hashOf(secret) } : undefined;
}

const hashOf = (secret: Buffer): Buffer => createHash('sha256').update(secret).digest();
