import { createHmac, type KeyObject, sign } from 'node:crypto';

/** Base64url of a text as it is, and of anything else as JSON. */
export function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

export type Signer = (signingInput: string) => Buffer;

export const es256 =
  (key: KeyObject): Signer =>
  input =>
    sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });

export const hs256 =
  (secret: string | Buffer): Signer =>
  input =>
    createHmac('sha256', secret).update(input).digest();

/** A JWS in compact form of whatever header and payload, however wrong they are. */
export function jws(header: unknown, payload: unknown, signer: Signer): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${signer(input).toString('base64url')}`;
}
