import type { AccessTokenClaims } from './access-token-claims.js';
import { levelOf } from './authentication-methods.js';

/**
 * Who is calling: the claims of a verified access token, in the form that handlers use. Claim names are kept, so
 * that a field means the same on the wire, in the database and here.
 */
export interface Principal {
  readonly kind: 'user' | 'client';
  readonly sub: string;
  readonly client_id: string;
  /** Present exactly when `kind` is `user`. */
  readonly sid?: string;
  /** Of an application's session: the session of the person in which it was let in, and with which it ends. */
  readonly parent_sid?: string;
  readonly jti: string;
  readonly aud: readonly string[];
  /** Empty where the token has no such claim. */
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly iat: number;
  /** Seconds since the epoch. */
  readonly exp: number;
  /** Seconds since the epoch. */
  readonly auth_time?: number;
  /** How the person proved who they are: values of RFC 8176 §2, such as `pwd`. */
  readonly amr?: readonly string[];
  /** How well: `sfa`, or `mfa` where they proved it in more than one way. */
  readonly acr?: string;
  readonly epoch: number;
  /** Of the service client that got the token for this person. */
  readonly client_epoch?: number;
  readonly ext?: Readonly<Record<string, unknown>>;
  /** The token was accepted though it was not known whether it was revoked of late: the route allows that. */
  readonly stale?: true;
}

/** Makes the principal of claims that a verifier has already found to be whole and true. */
export function principalOf(claims: AccessTokenClaims): Principal {
  return Object.freeze({
    kind: claims.sid === undefined ? 'client' : 'user',
    sub: claims.sub,
    client_id: claims.client_id,
    ...(claims.sid !== undefined && { sid: claims.sid }),
    ...(claims.parent_sid !== undefined && { parent_sid: claims.parent_sid }),
    jti: claims.jti,
    aud: typeof claims.aud === 'string' ? [claims.aud] : claims.aud,
    roles: claims.roles ?? [],
    scopes: claims.scope === undefined || claims.scope === '' ? [] : claims.scope.split(' '),
    iat: claims.iat,
    exp: claims.exp,
    ...(claims.auth_time !== undefined && { auth_time: claims.auth_time }),
    ...(claims.amr !== undefined && { amr: claims.amr }),
    ...levelIn(claims),
    epoch: claims.epoch,
    ...(claims.client_epoch !== undefined && { client_epoch: claims.client_epoch }),
    ...(claims.ext !== undefined && { ext: claims.ext }),
  });
}

/** Tokens of before there were levels say it by their methods alone. */
function levelIn({ acr, amr }: AccessTokenClaims): Pick<Principal, 'acr'> {
  if (acr !== undefined) return { acr };
  return amr === undefined ? {} : { acr: levelOf(amr) };
}
