import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { DomainError, isSafe } from '#libs/platform';

/** Beside it are the routes of OAuth, which take what they do not know (RFC 6749 §3.1). */
const OURS = /^(?:\/[^?]*)?\/v1\//;

/**
 * Refuses a change whose address says more than its route takes: who sends `dry_run` where nobody knows it would have the change made.
 * Routes that take a query have it validated.
 */
@Injectable()
export class KnownQueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { method, url, query } = context.switchToHttp().getRequest<FastifyRequest>();
    if (isSafe(method) || !url.includes('?') || !OURS.test(url) || takesQuery(context)) return true;
    const [name] = Object.keys(query as object);
    if (name === undefined) return true;
    const message = `${name} is not a parameter that is known here`;
    throw new DomainError('validation_failed', { errors: [{ field: name, code: 'unknown_field', message }] });
  }
}

function takesQuery(context: ExecutionContext): boolean {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) ??
    {}) as object;
  return Object.keys(args).some(key => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
