import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { hasShownSecondFactor, type Principal } from '#libs/contracts';
import { sourceOf } from '#libs/platform';
import type { Caller } from '../caller.js';

/** Hands a handler whoever calls, with what the audit trail and the authority have to know of them. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const request = context.switchToHttp().getRequest<FastifyRequest & { principal?: Principal }>();
  const { principal } = request;
  if (principal === undefined) throw new Error('@CurrentCaller() stands on a route that anybody may call');
  const { kind, sub, scopes, epoch, amr } = principal;
  return { kind, id: sub, scopes, epoch, mfa: hasShownSecondFactor(amr), ...sourceOf(request) };
});
