import { generateSync } from 'otplib';

const STEP_SECONDS = 30;

/**
 * The code that an authenticator app of others' making shows.
 * @param secret base32
 * @param stepsAhead how many half minutes from now. A test may cross into the next one between this and the answer, so a code that is to be
 *   taken is of this one or the next, and one that is to be refused is two behind
 */
export const codeOf = (secret: string, stepsAhead = 0): string =>
  codeAt(secret, Math.floor(Date.now() / 1000) + stepsAhead * STEP_SECONDS);

/** @param at seconds since 1970 */
export const codeAt = (secret: string, at: number): string => generateSync({ secret, epoch: at });

/** A code that is none of this time, whatever the secret is. */
export function wrongCodeOf(secret: string): string {
  const right = [-2, -1, 0, 1, 2].map(steps => codeOf(secret, steps));
  return ['000000', '000001', '000002', '000003', '000004', '000005'].find(code => !right.includes(code)) ?? '';
}
