import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ACCESS_TOKEN_TYPE, type AccessTokenClaims, levelOf } from '#libs/contracts';
import { Config, newTokenId } from '#libs/platform';
import { KeyRing } from './keys/key-ring.js';

/** What a user's token is made of. Dates are the database's. */
export interface UserTokenFacts {
  readonly user_id: string;
  readonly client_id: string;
  readonly session_id: string;
  /** Of an application's session, the one in which it was let in and with which it ends; null: there is none. */
  readonly parent_id: string | null;
  /** Null: the configured audiences. */
  readonly audience: readonly string[] | null;
  readonly jti: string;
  readonly roles: readonly string[];
  readonly epoch: number;
  /** Of the service client that gets the token; null: people get it themselves. */
  readonly client_epoch: number | null;
  /** Small custom claims; null: none. */
  readonly ext: Readonly<Record<string, unknown>> | null;
  /** When roles and epoch were read: becomes `iat`. */
  readonly read_at: Date;
  /** When the person last proved who they are, and how. */
  readonly auth_time: Date;
  readonly amr: readonly string[];
  /** The token ends no later than the first of these. */
  readonly ends: readonly Date[];
}

/** What a service client's token is made of. */
export interface ClientTokenFacts {
  readonly client_id: string;
  readonly audience: readonly string[];
  readonly scopes: readonly string[];
  readonly epoch: number;
  readonly read_at: Date;
}

export interface SignedToken {
  readonly token: string;
  readonly jti: string;
  /** Seconds from `iat` to `exp`. */
  readonly expires_in: number;
}

/**
 * Makes access tokens (RFC 9068). A list without members is left out: strict validators take it for a claim without a
 * value.
 */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly config: Config,
    private readonly keyRing: KeyRing,
    private readonly jwtService: JwtService,
  ) {}

  signForUser(facts: UserTokenFacts): SignedToken {
    const iat = seconds(facts.read_at);
    const exp = Math.min(iat + this.config.accessTtl, ...facts.ends.map(seconds));
    return this.sign({
      iss: this.config.issuer,
      aud: asClaim(facts.audience ?? this.config.audiences),
      sub: facts.user_id,
      client_id: facts.client_id,
      sid: facts.session_id,
      ...(facts.parent_id !== null && { parent_sid: facts.parent_id }),
      jti: facts.jti,
      iat,
      exp,
      auth_time: seconds(facts.auth_time),
      amr: [...facts.amr],
      acr: levelOf(facts.amr),
      ...(facts.roles.length > 0 && { roles: [...facts.roles] }),
      epoch: facts.epoch,
      ...(facts.client_epoch !== null && { client_epoch: facts.client_epoch }),
      ...(facts.ext !== null && { ext: facts.ext }),
    });
  }

  signForClient({ client_id, audience, scopes, epoch, read_at }: ClientTokenFacts): SignedToken {
    const iat = seconds(read_at);
    return this.sign({
      iss: this.config.issuer,
      aud: asClaim(audience),
      sub: client_id,
      client_id,
      jti: newTokenId(),
      iat,
      exp: iat + this.config.accessTtl,
      epoch,
      ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    });
  }

  private sign(claims: AccessTokenClaims): SignedToken {
    const { kid, alg, privateKey } = this.keyRing.signing;
    const header = { alg, typ: ACCESS_TOKEN_TYPE, kid };
    const token = this.jwtService.sign(claims, { algorithm: alg, privateKey, header });
    return { token, jti: claims.jti, expires_in: claims.exp - claims.iat };
  }
}

/** One audience is written as a text, several as a list (RFC 7519 §4.1.3). */
function asClaim(audience: readonly string[]): string | string[] {
  const [only, ...others] = audience;
  return only !== undefined && others.length === 0 ? only : [...audience];
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
