import { TokenRejected } from './token-errors.js';

/** Longest token that is looked at, in characters. Ours stay under 3 KiB. */
export const MAX_TOKEN_LENGTH = 8192;

const COMPACT_FORM = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

/** The three parts of a JWS in compact serialisation (RFC 7515 §7.1), decoded but not yet believed. */
export interface CompactToken {
  readonly signingInput: string;
  readonly header: Buffer;
  readonly payload: Buffer;
  readonly signature: Buffer;
}

/**
 * Takes a token apart. Each segment must be the canonical base64url of its bytes, so that one token has one text.
 * @throws TokenRejected `too_large` before anything is parsed; `malformed` for any other form.
 */
export function readCompactForm(token: string): CompactToken {
  if (token.length > MAX_TOKEN_LENGTH) throw new TokenRejected('too_large');
  const [, header, payload, signature] = COMPACT_FORM.exec(token) ?? [];
  if (header === undefined || payload === undefined || signature === undefined) throw new TokenRejected('malformed');
  return {
    signingInput: `${header}.${payload}`,
    header: decodeCanonical(header),
    payload: decodeCanonical(payload),
    signature: decodeCanonical(signature),
  };
}

function decodeCanonical(segment: string): Buffer {
  const bytes = Buffer.from(segment, 'base64url');
  if (bytes.toString('base64url') !== segment) throw new TokenRejected('malformed');
  return bytes;
}
