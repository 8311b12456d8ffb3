import { randomUUID } from 'node:crypto';
import type { Reply } from './exchange.js';

const TITLE = 'The access token is malformed, expired, revoked or not meant for this service.';

const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="gatehouse", error="invalid_token"' };

/** The answer to a token that is not good (RFC 6750 §3.1, RFC 9457). */
export function refused(): Reply {
  const problem = {
    type: 'urn:problem-type:gatehouse:invalid_token',
    title: TITLE,
    status: 401,
    code: 'invalid_token',
    instance: `urn:uuid:${randomUUID()}`,
  };
  return { status: 401, text: JSON.stringify(problem), type: 'application/problem+json', headers: CHALLENGE };
}
