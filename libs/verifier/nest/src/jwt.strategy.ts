import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import { AccessTokenVerifier, CredentialsRefused, type TokenDemands, TokenRejected } from '../../core/src/index.js';
import type { GuardedRequest } from './guarded-request.js';
import { TokenSource } from './token-source.js';

/** What the guard tells the strategy of the route. */
export interface AuthenticateOptions {
  readonly demands: TokenDemands;
}

/**
 * passport-jwt's strategy with its verification replaced by the strict core: the token is judged once, by
 * `AccessTokenVerifier`, and never by jsonwebtoken.
 */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(
    private readonly verifier: AccessTokenVerifier,
    private readonly source: TokenSource,
  ) {
    super({ jwtFromRequest: () => null, secretOrKeyProvider: refuseAnySecret });
  }

  /**
   * Called by the base constructor in order to register. Passport's registry is one for the whole process, so each
   * application registers under a name of its own; two applications in one process then keep their verifiers apart.
   */
  protected getPassportInstance(): typeof passport {
    this.name = `jwt-${randomUUID()}`;
    return passport;
  }

  override authenticate(request: unknown, options?: unknown): void {
    const credentials = this.source.read(request as GuardedRequest);
    if (credentials.kind === 'none') return this.refuse(new CredentialsRefused('missing'));
    if (credentials.kind === 'malformed') return this.refuse(new CredentialsRefused('malformed'));
    this.verifier.verify(credentials.token, (options as AuthenticateOptions | undefined)?.demands).then(
      principal => this.success(principal),
      (error: unknown) => (error instanceof TokenRejected ? this.refuse(error) : this.error(error as Error)),
    );
  }

  /** Passport hands a challenge of any type on to the guard, though its types know only strings and numbers. */
  private refuse(refused: CredentialsRefused | TokenRejected): void {
    (this as unknown as { fail(challenge: Error): void }).fail(refused);
  }

  /** Demanded by the base class for its own verification, which never runs here. */
  validate(): never {
    throw new Error('JwtStrategy verifies through AccessTokenVerifier only');
  }
}

function refuseAnySecret(_request: unknown, _token: unknown, done: (error: Error) => void): void {
  done(new Error('JwtStrategy verifies through AccessTokenVerifier only'));
}
