import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { perMinute } from '#libs/platform';
import { PASSWORDS_A_MINUTE } from '../../passwords/http/limits.js';

const TOKEN_REQUESTS = 600;

/** The grant that a request asks for. Guards come before validation: the body may be anything. */
function isPasswordGrant(context: ExecutionContext): boolean {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  return typeof body === 'object' && body !== null && 'grant_type' in body && body.grant_type === 'password';
}

/** What services ask about tokens, a minute and address. */
export const TOKEN_QUESTIONS = perMinute(60_000);

/** What is asked of the token endpoint. */
export const TOKEN_GRANTS = {
  default: {
    ...perMinute(TOKEN_REQUESTS).default,
    limit: (context: ExecutionContext) => (isPasswordGrant(context) ? PASSWORDS_A_MINUTE : TOKEN_REQUESTS),
    // Each kind is counted by itself: guessing passwords must not hide among a service's requests.
    generateKey: (context: ExecutionContext, tracker: string) =>
      `oauth-token:${isPasswordGrant(context) ? 'password' : 'other'}:${tracker}`,
  },
};
