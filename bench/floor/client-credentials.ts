import type { IncomingMessage } from 'node:http';
import { callerOf } from './caller.js';
import { oauth, type Reply } from './exchange.js';
import { settings } from './settings.js';
import { ACCESS_TTL, newJti, signed } from './tokens.js';

const {
  issuer,
  caller: { scope },
} = settings;

/** Checks the caller, signs (RFC 6749 §4.4). Takes no statement: what a caller may is in memory. */
export function grantToClient({ headers }: IncomingMessage): Reply {
  const id = callerOf(headers.authorization);
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: issuer, sub: id, client_id: id, jti: newJti(), iat, exp: iat + ACCESS_TTL };
  const access_token = signed({ ...claims, epoch: 0, scope });
  return oauth({ access_token, token_type: 'Bearer', expires_in: ACCESS_TTL, scope });
}
