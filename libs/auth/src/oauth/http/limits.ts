import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { perMinute } from '#libs/platform';
import { PASSWORDS_A_MINUTE } from '../../passwords/http/limits.js';
import { GRANT_KINDS } from '../grants/grants.js';

const TOKEN_REQUESTS = 600;
const GUESSABLE = GRANT_KINDS.filter(({ isGuessable }) => isGuessable).map(({ type }) => type);

/** The guessable grant that a request asks for, if it does. Guards run before validation: the body may be anything. */
function guessableGrant(context: ExecutionContext): string | undefined {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (typeof body !== 'object' || body === null || !('grant_type' in body)) return undefined;
  return GUESSABLE.find(type => type === body.grant_type);
}

/** What services ask about tokens, a minute and address. */
export const TOKEN_QUESTIONS = perMinute(60_000);

/** What clients ask of the token endpoint. */
export const TOKEN_GRANTS = {
  default: {
    ...perMinute(TOKEN_REQUESTS).default,
    limit: (context: ExecutionContext) => (guessableGrant(context) === undefined ? TOKEN_REQUESTS : PASSWORDS_A_MINUTE),
    // Each guessable grant has a count of its own: guesses must not hide among a service's requests.
    generateKey: (context: ExecutionContext, tracker: string) =>
      `oauth-token:${guessableGrant(context) ?? 'other'}:${tracker}`,
  },
};
