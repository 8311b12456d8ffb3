import type { AccessTokenClaims } from '../../../contracts/src/index.js';
import { readJsonObject } from './json-object.js';
import { TokenRejected } from './token-errors.js';

/** What the claims of an acceptable token must agree with. Times are in seconds. */
export interface ClaimRules {
  readonly issuer: string;
  /** Difference of clocks that is tolerated, at most 60. */
  readonly clockSkew: number;
  /** Longest `exp − iat` that is believed. */
  readonly maxLifetime: number;
}

/** Ids go to look-ups and feeds: they are plain and short. */
const TOKEN_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Epochs are 32-bit integers. */
const MAX_EPOCH = 2 ** 31 - 1;

/** Reads the payload and checks that what has to be there is, and each claim of its JSON type (RFC 9068 §2.2). */
export function readTokenClaims(bytes: Buffer): AccessTokenClaims {
  const claims = readJsonObject(bytes);
  const whole =
    isText(claims['iss']) &&
    isAudience(claims['aud']) &&
    isText(claims['sub']) &&
    isText(claims['client_id']) &&
    isString(claims['jti']) &&
    TOKEN_ID.test(claims['jti']) &&
    isCount(claims['iat']) &&
    isCount(claims['exp']) &&
    isEpoch(claims['epoch']) &&
    isAbsentOr(isEpoch, claims['client_epoch']) &&
    isAbsentOr(isTextList, claims['roles']) &&
    isAbsentOr(isText, claims['sid']) &&
    isAbsentOr(isText, claims['parent_sid']) &&
    isAbsentOr(isCount, claims['auth_time']) &&
    isAbsentOr(isTextList, claims['amr']) &&
    isAbsentOr(isText, claims['acr']) &&
    isAbsentOr(isCount, claims['nbf']) &&
    isAbsentOr(isString, claims['scope']) &&
    isAbsentOr(isRecord, claims['ext']);
  if (!whole) throw new TokenRejected('bad_claims');
  return claims as unknown as AccessTokenClaims;
}

/** Judges believed claims against the verifier's rules at the time `now`, in seconds since the epoch. */
export function checkTokenClaims(claims: AccessTokenClaims, rules: ClaimRules, now: number): void {
  if (claims.iss !== rules.issuer) throw new TokenRejected('wrong_issuer');
  checkTokenTimes(claims, rules, now);
}

function checkTokenTimes(claims: AccessTokenClaims & { nbf?: number }, rules: ClaimRules, now: number): void {
  if (claims.exp <= now - rules.clockSkew) throw new TokenRejected('expired');
  if (Math.max(claims.iat, claims.nbf ?? 0) > now + rules.clockSkew) throw new TokenRejected('not_yet_valid');
  if (claims.exp <= claims.iat) throw new TokenRejected('bad_claims');
  if (claims.exp - claims.iat > rules.maxLifetime) throw new TokenRejected('lives_too_long');
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isText = (value: unknown): boolean => isString(value) && value.length > 0;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isEpoch = (value: unknown): boolean => isCount(value) && (value as number) <= MAX_EPOCH;
const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isAudience = (value: unknown): boolean => isText(value) || (isTextList(value) && (value as unknown[]).length > 0);
const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const isAbsentOr = (is: (value: unknown) => boolean, value: unknown): boolean => value === undefined || is(value);
