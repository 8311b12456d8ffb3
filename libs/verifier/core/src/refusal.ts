import {
  bearerChallenge,
  insufficientScopeChallenge,
  PROBLEMS,
  type ProblemCode,
  type ProblemDocument,
  problemDocument,
} from '../../../contracts/src/index.js';
import { CredentialsRefused } from './credentials-refused.js';
import { CannotVerify, TokenRejected } from './token-errors.js';

/** What to answer a caller who is not let in: a problem document (RFC 9457) and the headers that belong to it. */
export interface Refusal {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: ProblemDocument;
}

/** All refusals there are, with the `WWW-Authenticate` challenges of RFC 6750 §3: no `error` where no token was sent. */
export const refusals = {
  tokenMissing: () => refusal('token_missing', { 'WWW-Authenticate': bearerChallenge() }),
  malformedRequest: () =>
    refusal(
      'invalid_request',
      { 'WWW-Authenticate': bearerChallenge('invalid_request') },
      'There has to be one Authorization header that reads `Bearer`, a space, and a token.',
    ),
  invalidToken: () => refusal('invalid_token', { 'WWW-Authenticate': bearerChallenge('invalid_token') }),
  /**
   * @param scope the permissions that would be enough
   * @param detail says in plain words what is missing
   */
  insufficientScope: (scope?: readonly string[], detail?: string) =>
    refusal('insufficient_scope', { 'WWW-Authenticate': insufficientScopeChallenge(scope) }, detail),
  /** RFC 9470 §3. */
  recentLoginNeeded: (maxAgeSeconds: number) =>
    loginNeeded({ max_age: String(maxAgeSeconds) }, 'This needs a more recent login.'),
  /**
   * RFC 9470 §3.
   * @param maxAgeSeconds where the login has to be recent as well
   */
  factorNeeded: (maxAgeSeconds?: number) =>
    loginNeeded(
      { acr_values: 'mfa', ...(maxAgeSeconds !== undefined && { max_age: String(maxAgeSeconds) }) },
      `This needs a ${maxAgeSeconds === undefined ? '' : 'recent '}login with a second factor.`,
    ),
  cannotVerify: (retryAfterSeconds: number) => refusal('cannot_verify', { 'Retry-After': String(retryAfterSeconds) }),
};

/** What to answer when `authenticate` or `verify` has thrown this; `undefined` if it was not about the caller. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof TokenRejected) return refusals.invalidToken();
  if (error instanceof CannotVerify) return refusals.cannotVerify(error.retryAfterSeconds);
  if (!(error instanceof CredentialsRefused)) return undefined;
  return error.reason === 'missing' ? refusals.tokenMissing() : refusals.malformedRequest();
}

function loginNeeded(demands: Readonly<Record<string, string>>, detail: string): Refusal {
  const code = 'insufficient_user_authentication';
  return refusal(code, { 'WWW-Authenticate': bearerChallenge(code, demands) }, detail);
}

function refusal(code: ProblemCode, headers: Record<string, string>, detail?: string): Refusal {
  return {
    status: PROBLEMS[code].status,
    headers: { ...headers, 'Cache-Control': 'no-store' },
    body: { ...problemDocument(code), ...(detail !== undefined && { detail }) },
  };
}
