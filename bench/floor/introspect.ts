import type { IncomingMessage } from 'node:http';
import { callerOf } from './caller.js';
import { oauth, type Reply, textOf } from './exchange.js';
import { recognise } from './recognise.js';

/** Reads the form, checks the caller, looks the token up (RFC 7662). */
export async function introspect(request: IncomingMessage): Promise<Reply> {
  const form = new URLSearchParams(await textOf(request));
  callerOf(request.headers.authorization);
  const claims = recognise(form.get('token') ?? '');
  if (claims === undefined) return oauth({ active: false });
  const { iss, aud, sub, client_id, sid, jti, roles, iat, exp, auth_time, amr, acr, epoch } = claims;
  return oauth({
    ...{ active: true, iss, token_type: 'Bearer', sub, client_id, sid, jti, aud: [aud], roles, iat, exp },
    ...{ auth_time, amr, acr, epoch },
  });
}
