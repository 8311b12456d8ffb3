import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Config, newTokenId } from '#libs/platform';
import { KeyRing } from './keys/key-ring.js';

/** Neither an ID token nor an access token is taken for one, nor one for them (OpenID Connect Back-Channel Logout 1.0 §2.4). */
const TYPE = 'logout+jwt';
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** It is sent the moment it is made; whoever finds it later shall have nothing of it. */
const LIFE_SECONDS = 120;

/** Of which session an application is told that it is over. */
export interface LogoutFacts {
  readonly user_id: string;
  /** The application. */
  readonly client_id: string;
  /** The application's own, as its ID tokens name it. */
  readonly session_id: string;
  /** When it is made, by the database's clock. */
  readonly now: Date;
}

/** Makes logout tokens. */
@Injectable()
export class LogoutTokens {
  constructor(
    private readonly config: Config,
    private readonly keyRing: KeyRing,
    private readonly jwtService: JwtService,
  ) {}

  /** Each has a `jti` of its own, so an application that was not heard to have taken one does not refuse the next as a repetition. */
  sign({ user_id, client_id, session_id, now }: LogoutFacts): string {
    const { kid, alg, privateKey } = this.keyRing.signing;
    const iat = Math.floor(now.getTime() / 1000);
    const payload = {
      ...{ iss: this.config.issuer, sub: user_id, aud: client_id, iat, exp: iat + LIFE_SECONDS, jti: newTokenId() },
      ...{ sid: session_id, events: { [EVENT]: {} } },
    };
    return this.jwtService.sign(payload, { algorithm: alg, privateKey, header: { alg, typ: TYPE, kid } });
  }
}
