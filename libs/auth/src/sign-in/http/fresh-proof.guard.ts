import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import type { Principal } from '#libs/contracts';
import { FreshProof } from '#libs/platform';
import { Users } from '#libs/users';
import { AccessTokenVerifier, refusals } from '#libs/verifier/core';
import { AuthenticationFailure, type GuardedRequest, looksAtTokens } from '#libs/verifier/nest';

/**
 * Enforces `@RequireFreshProof()`. Whether an account has a second factor no token tells, since that changes while tokens live: the
 * database is asked, at these few routes only, and last. Bound after the guards that know who calls.
 */
@Injectable()
export class FreshProofGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accessTokenVerifier: AccessTokenVerifier,
    private readonly users: Users,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const seconds = this.reflector.getAllAndOverride(FreshProof, [context.getHandler(), context.getClass()]);
    if (seconds === undefined || !looksAtTokens(context)) return true;
    const { principal } = context.switchToHttp().getRequest<GuardedRequest>();
    return this.assertFresh(context, principal, seconds);
  }

  private async assertFresh(
    context: ExecutionContext,
    principal: Principal | undefined,
    seconds: number,
  ): Promise<boolean> {
    const isRecent = principal !== undefined && this.accessTokenVerifier.secondsSinceLogin(principal) <= seconds;
    if (isRecent && principal.acr === 'mfa') return true;
    const account = principal && (await this.users.findCredentialsById(principal.sub));
    const needsFactor = account?.has_second_factor === true;
    if (isRecent && !needsFactor) return true;
    const refusal = needsFactor ? refusals.factorNeeded(seconds) : refusals.recentLoginNeeded(seconds);
    context.switchToHttp().getResponse<FastifyReply>().headers(refusal.headers);
    throw new AuthenticationFailure(refusal);
  }
}
