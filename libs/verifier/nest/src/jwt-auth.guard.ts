import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { Principal } from '../../../contracts/src/index.js';
import { AccessTokenVerifier } from '../../core/src/index.js';
import { answerWithHeaders, failureOf } from './authentication-failure.js';
import type { GuardedRequest } from './guarded-request.js';
import { type AuthenticateOptions, JwtStrategy } from './jwt.strategy.js';
import { rulesOf } from './route-rules.js';
import { TokenSource } from './token-source.js';

/**
 * Lets a request pass when its route is `@Public()` or its access token is good, and puts the principal on the
 * request. Bound globally: a route is protected unless it says otherwise.
 */
@Injectable()
export class JwtAuthGuard extends AuthGuard() {
  constructor(
    private readonly verifier: AccessTokenVerifier,
    strategy: JwtStrategy,
    private readonly source: TokenSource,
  ) {
    const options = { defaultStrategy: strategy.name, session: false, property: 'principal' };
    super(options);
    // Nest would put the options of an application's own PassportModule here, and with them another strategy.
    Object.defineProperty(this, 'options', { get: () => options, set: () => undefined });
  }

  override canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const { openness, token: demands } = rulesOf(context);
    if (openness === 'always') return true;
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const credentials = this.source.read(request);
    if (openness === 'without_token' && credentials.kind === 'none') return true;
    try {
      const known = credentials.kind === 'token' ? this.verifier.recognise(credentials.token, demands) : undefined;
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

  override getAuthenticateOptions(context: ExecutionContext): AuthenticateOptions {
    return { demands: rulesOf(context).token };
  }

  override handleRequest<TUser>(error: Error | null, user: TUser | false, refused: unknown): TUser {
    if (error) throw error;
    if (user !== false) return user;
    throw refused;
  }
}
