import type { GatehouseOptions } from '../gatehouse-options.js';

/** The `Authorization` of a service client: each half form-encoded, then Basic (RFC 6749 §2.3.1, RFC 7617). */
export function basicAuthorizationOf({ id, secret }: GatehouseOptions['client']): string {
  return `Basic ${Buffer.from(`${formEncoded(id)}:${formEncoded(secret)}`).toString('base64')}`;
}

const formEncoded = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);
