import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

const TOKEN_ID_BYTES = 16;

/** A new UUIDv7 (RFC 9562 §5.7): in order of time, so that new rows lie together in their index. */
export const newId = (): string => v7();

/** A new `jti`: 128 random bits, base64url. */
export const newTokenId = (): string => randomBytes(TOKEN_ID_BYTES).toString('base64url');
