import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/platform';

/**
 * The `Authorization` header of a request. Node's parsed headers hide a second one.
 * @throws DomainError `invalid_request` if there is more than one
 */
export function authorizationOf({ headers, raw: { rawHeaders } }: FastifyRequest): string | undefined {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  if (names.filter(name => name.toLowerCase() === 'authorization').length > 1) {
    throw new DomainError('invalid_request', { detail: 'There is more than one Authorization header.' });
  }
  return headers.authorization;
}
