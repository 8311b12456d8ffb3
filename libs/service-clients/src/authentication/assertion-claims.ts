import { readJsonObject } from '#libs/verifier/core';

const MAX_JTI_LENGTH = 256;
/** An assertion may be good for this long at most, so that used ids need not be kept for longer; in seconds. */
export const MAX_LIFETIME = 300;
export const CLOCK_SKEW = 30;

/** Whom an assertion has to be from, and for. */
export interface ClaimDemands {
  readonly clientId: string;
  /** One of these at least. */
  readonly audiences: readonly string[];
  /** Seconds since the epoch. */
  readonly now: number;
}

/**
 * What is wrong with an assertion whose signature holds, told to its author. Whoever gets to read it has the key, or a
 * copy of what was signed with it, and learns no more than that says.
 */
export class FaultyAssertion extends Error {}

/**
 * Checks the claims of an assertion (RFC 7523 §3) whose signature was verified.
 * @returns its `jti`
 * @throws FaultyAssertion for a claim that is missing, of the wrong type, or not as it has to be
 */
export function checkAssertionClaims(payload: Buffer, { clientId, audiences, now }: ClaimDemands): string {
  const claims = readJsonObject(payload);
  for (const name of ['iss', 'sub', 'aud', 'exp', 'jti']) {
    demand(Object.hasOwn(claims, name), `The assertion has no ${name}.`);
  }
  const { iss, sub, aud, exp, nbf, iat, jti } = claims;
  demand(iss === clientId, 'The iss of the assertion has to be the client_id.');
  demand(sub === clientId, 'The sub of the assertion has to be the client_id.');
  const named: unknown[] = Array.isArray(aud) ? aud : [aud];
  const isForUs = named.some(one => audiences.some(audience => audience === one));
  demand(isForUs, 'The aud of the assertion has to be the issuer or the URL of the endpoint.');
  for (const [name, time] of Object.entries({ exp, nbf, iat })) {
    demand(time === undefined || isTime(time), `The ${name} of the assertion is not of the right form.`);
  }
  demand(isTime(exp) && exp > now - CLOCK_SKEW, 'The assertion has expired.');
  demand(exp <= now + MAX_LIFETIME + CLOCK_SKEW, TOO_LONG);
  demand(nbf === undefined || (isTime(nbf) && nbf <= now + CLOCK_SKEW), NOT_YET);
  // What the client wrote may be anything, and goes into the database.
  demand(isId(jti), `The jti of the assertion has to be a text of 1 to ${MAX_JTI_LENGTH} characters.`);
  return jti;
}

const TOO_LONG = `The exp of the assertion may be at most ${MAX_LIFETIME} seconds ahead.`;
const NOT_YET = 'The assertion is not good yet: its nbf is in the future.';

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= MAX_JTI_LENGTH && !value.includes('\0');

/** RFC 7519 §2: fractions are allowed. */
const isTime = (value: unknown): value is number => typeof value === 'number';

function demand(applies: boolean, otherwise: string): asserts applies {
  if (!applies) throw new FaultyAssertion(otherwise);
}
