import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { answerWithHeaders, failures } from './authentication-failure.js';
import type { GuardedRequest } from './guarded-request.js';
import { opennessOf } from './public.decorator.js';
import { RequiredRoles } from './roles.decorator.js';

/** Enforces `@Roles(...)`: 403 `insufficient_scope` for a caller who holds none of them. Bound after `JwtAuthGuard`. */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (opennessOf(this.reflector, context) !== undefined) return true;
    const required = this.reflector.getAllAndOverride(RequiredRoles, [context.getHandler(), context.getClass()]);
    if (required === undefined) return true;
    const { principal } = context.switchToHttp().getRequest<GuardedRequest>();
    if (principal !== undefined && required.some(role => principal.roles.includes(role))) return true;
    throw answerWithHeaders(context, failures.insufficientScope());
  }
}
