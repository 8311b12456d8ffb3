import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { levelOf } from '#libs/contracts';
import { Config } from '#libs/platform';
import { isSignatureOf, readCompactForm, readJsonObject } from '#libs/verifier/core';
import { KeyRing } from './keys/key-ring.js';

/** An ID token is never taken for an access token, whose type is another one. */
const TYPE = 'JWT';

/** What an ID token is made of. */
export interface IdTokenFacts {
  readonly user_id: string;
  /** The application that it is for. */
  readonly client_id: string;
  readonly session_id: string;
  readonly nonce: string | null;
  readonly auth_time: Date;
  readonly amr: readonly string[];
  /** When it is made, by the database's clock. */
  readonly now: Date;
  /** What goes out with it. */
  readonly access_token: string;
  /** What is told of the person besides. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** What an ID token that this service has made says, however old it is. */
export interface IdTokenHint {
  readonly sub: string;
  readonly client_id: string;
  readonly session_id: string;
}

/** Makes ID tokens (OpenID Connect Core §2), and recognises them. */
@Injectable()
export class IdTokens {
  constructor(
    private readonly config: Config,
    private readonly keyRing: KeyRing,
    private readonly jwtService: JwtService,
  ) {}

  sign({ user_id, client_id, session_id, nonce, auth_time, amr, now, access_token, claims }: IdTokenFacts): string {
    const { kid, alg, privateKey } = this.keyRing.signing;
    const iat = seconds(now);
    const payload = {
      ...claims,
      iss: this.config.issuer,
      sub: user_id,
      aud: client_id,
      azp: client_id,
      iat,
      exp: iat + this.config.accessTtl,
      auth_time: seconds(auth_time),
      ...(nonce !== null && { nonce }),
      amr: [...amr],
      acr: levelOf(amr),
      sid: session_id,
      at_hash: halfHashOf(access_token),
    };
    return this.jwtService.sign(payload, { algorithm: alg, privateKey, header: { alg, typ: TYPE, kid } });
  }

  /** @returns undefined for whatever this service has not signed as an ID token, or with a key that it has no more */
  recognise(token: string): IdTokenHint | undefined {
    try {
      const { header, payload, signature, signingInput } = readCompactForm(token);
      const { alg, typ, kid } = readJsonObject(header);
      const key = typeof kid === 'string' ? this.keyRing.find(kid) : undefined;
      if (key === undefined || key.alg !== alg || typ !== TYPE) return undefined;
      if (!isSignatureOf(key, signingInput, signature)) return undefined;
      const { iss, sub, aud, sid } = readJsonObject(payload);
      if (iss !== this.config.issuer || !isText(sub) || !isText(aud) || !isText(sid)) return undefined;
      return { sub, client_id: aud, session_id: sid };
    } catch {
      return undefined;
    }
  }
}

/** OpenID Connect Core §3.1.3.6: both algorithms that there are have SHA-256 in them. */
const halfHashOf = (token: string): string => hash('sha256', token, 'buffer').subarray(0, 16).toString('base64url');

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
