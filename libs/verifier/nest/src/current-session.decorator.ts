import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { refusals } from '../../core/src/index.js';
import { refuse } from './authentication-failure.js';
import type { GuardedRequest } from './guarded-request.js';

/**
 * Hands the caller's session id to a handler's parameter, and refuses service clients, which have no session (403).
 * `undefined` only where the route is public and nobody has come with a token.
 */
export const CurrentSession = createParamDecorator((_data: unknown, context: ExecutionContext): string | undefined => {
  const { principal } = context.switchToHttp().getRequest<GuardedRequest>();
  if (principal !== undefined && principal.sid === undefined) {
    refuse(context, refusals.insufficientScope([], 'This is for people: a service client has no session.'));
  }
  return principal?.sid;
});
