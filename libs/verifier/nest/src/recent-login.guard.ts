import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { answerWithHeaders, failures } from './authentication-failure.js';
import type { GuardedRequest } from './guarded-request.js';
import { opennessOf } from './public.decorator.js';
import { RecentLogin } from './recent-login.decorator.js';

/** Enforces `@RequireRecentLogin(...)`. Bound after `JwtAuthGuard`. */
@Injectable()
export class RecentLoginGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (opennessOf(this.reflector, context) !== undefined) return true;
    const targets = [context.getHandler(), context.getClass()];
    const maxAge: number | undefined = this.reflector.getAllAndOverride(RecentLogin.KEY, targets);
    if (maxAge === undefined) return true;
    const { principal } = context.switchToHttp().getRequest<GuardedRequest>();
    const age = Date.now() / 1000 - (principal?.auth_time ?? 0);
    if (age <= maxAge) return true;
    throw answerWithHeaders(context, failures.recentLoginNeeded(maxAge));
  }
}
