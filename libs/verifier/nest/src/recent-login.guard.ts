import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { refusals } from '../../core/src/index.js';
import { refuse } from './authentication-failure.js';
import type { GuardedRequest } from './guarded-request.js';
import { rulesOf } from './route-rules.js';

/** Enforces `@RequireRecentLogin(...)`. Bound after `JwtAuthGuard`. */
@Injectable()
export class RecentLoginGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { openness, maxLoginAge } = rulesOf(context);
    if (openness !== undefined || maxLoginAge === undefined) return true;
    const { principal } = context.switchToHttp().getRequest<GuardedRequest>();
    const age = Date.now() / 1000 - (principal?.auth_time ?? 0);
    if (age <= maxLoginAge) return true;
    return refuse(context, refusals.recentLoginNeeded(maxLoginAge));
  }
}
