import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { Principal } from '../../../contracts/src/index.js';
import { AccessTokenVerifier, CannotVerify, readBearerToken, TokenRejected } from '../../core/src/index.js';
import { answerWithHeaders, type AuthenticationFailure, failures } from './authentication-failure.js';
import { type GuardedRequest, rawHeadersOf } from './guarded-request.js';
import { JwtStrategy, type StrategyFailure } from './jwt.strategy.js';
import { opennessOf } from './public.decorator.js';

/**
 * Lets a request pass when its route is `@Public()` or its bearer token is good, and puts the principal on the
 * request. Bound globally: a route is protected unless it says otherwise.
 */
@Injectable()
export class JwtAuthGuard extends AuthGuard() {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: AccessTokenVerifier,
    strategy: JwtStrategy,
  ) {
    super({ defaultStrategy: strategy.name, session: false, property: 'principal' });
  }

  override canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const openness = opennessOf(this.reflector, context);
    if (openness === 'always') return true;
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const credentials = readBearerToken(rawHeadersOf(request));
    if (openness === 'without_token' && credentials.kind === 'none') return true;
    try {
      const known = credentials.kind === 'token' ? this.verifier.recognise(credentials.token) : undefined;
      if (known === undefined || known instanceof Promise) return this.wait(context, known);
      request.principal = known;
      return true;
    } catch (error) {
      throw answerWithHeaders(context, failureOf(error));
    }
  }

  /** For a token that is new here, by way of Passport, or whose session has to be looked up. */
  private async wait(context: ExecutionContext, known: Promise<Principal> | undefined): Promise<boolean> {
    try {
      if (known === undefined) return (await super.canActivate(context)) as boolean;
      context.switchToHttp().getRequest<GuardedRequest>().principal = await known;
      return true;
    } catch (error) {
      throw answerWithHeaders(context, failureOf(error));
    }
  }

  override handleRequest<TUser>(error: Error | null, user: TUser | false, failure: unknown): TUser {
    if (error) throw error;
    if (user !== false) return user;
    throw challengeFor(failure as StrategyFailure);
  }
}

function challengeFor(failure: StrategyFailure): AuthenticationFailure {
  if (failure === 'none') return failures.tokenMissing();
  if (failure === 'malformed') return failures.malformedRequest();
  return failures.invalidToken(failure);
}

function failureOf(error: unknown): unknown {
  if (error instanceof TokenRejected) return failures.invalidToken(error);
  if (error instanceof CannotVerify) return failures.cannotVerify(error.retryAfterSeconds, error);
  return error;
}
