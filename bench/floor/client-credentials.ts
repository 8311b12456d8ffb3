import type { IncomingMessage } from 'node:http';
import { callerOf } from './caller.js';
import { oauth, type Reply, textOf } from './exchange.js';
import { settings } from './settings.js';
import { ACCESS_TTL, newJti, signed } from './tokens.js';

const {
  issuer,
  caller: { scope },
} = settings;

/** Reads the form, checks the caller, signs (RFC 6749 §4.4). Takes no statement: what a caller may is in memory. */
export async function grantToClient(request: IncomingMessage): Promise<Reply> {
  const form = new URLSearchParams(await textOf(request));
  if (form.get('grant_type') !== 'client_credentials') throw new Error('another grant');
  const id = callerOf(request.headers.authorization);
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: issuer, sub: id, client_id: id, jti: newJti(), iat, exp: iat + ACCESS_TTL };
  const access_token = signed({ ...claims, epoch: 0, scope });
  return oauth({ access_token, token_type: 'Bearer', expires_in: ACCESS_TTL, scope });
}
