import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import {
  AccessTokenVerifier,
  type BearerCredentials,
  CannotVerify,
  readBearerToken,
  TokenRejected,
} from '../../core/src/index.js';
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

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const openness = opennessOf(this.reflector, context);
    if (openness === 'always') return true;
    const credentials = readBearerToken(rawHeadersOf(context.switchToHttp().getRequest<GuardedRequest>()));
    if (openness === 'without_token' && credentials.kind === 'none') return true;
    try {
      return (await this.recognise(context, credentials)) || ((await super.canActivate(context)) as boolean);
    } catch (error) {
      throw answerWithHeaders(context, failureOf(error));
    }
  }

  /** The short way for a token that was verified before: no Passport, no signature check. */
  private async recognise(context: ExecutionContext, credentials: BearerCredentials): Promise<boolean> {
    if (credentials.kind !== 'token' || !this.verifier.remembers(credentials.token)) return false;
    const principal = await this.verifier.verify(credentials.token);
    context.switchToHttp().getRequest<GuardedRequest>().principal = principal;
    return true;
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
