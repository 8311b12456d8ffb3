import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const MINUTE_MS = 60_000;
const LOGINS = 20;
const TOKEN_REQUESTS = 600;

/** The grant that a request asks for. Guards come before validation: the body may be anything. */
function isPasswordGrant(context: ExecutionContext): boolean {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  return typeof body === 'object' && body !== null && 'grant_type' in body && body.grant_type === 'password';
}

/** Requests that one address may make to the ways in, a minute. */
export const LIMITS = {
  register: { default: { limit: 10, ttl: MINUTE_MS } },
  login: { default: { limit: LOGINS, ttl: MINUTE_MS } },
  refresh: { default: { limit: 120, ttl: MINUTE_MS } },
  export: { default: { limit: 10, ttl: MINUTE_MS } },
  introspect: { default: { limit: 60_000, ttl: MINUTE_MS } },
  token: {
    default: {
      limit: (context: ExecutionContext) => (isPasswordGrant(context) ? LOGINS : TOKEN_REQUESTS),
      ttl: MINUTE_MS,
      // Each kind is counted by itself: guessing passwords must not hide among a service's requests.
      generateKey: (context: ExecutionContext, tracker: string) =>
        `oauth-token:${isPasswordGrant(context) ? 'password' : 'other'}:${tracker}`,
    },
  },
};
