/** Cost of one argon2 computation (RFC 9106 §3.1), under the names that the PHC text gives them. */
export interface Argon2Parameters {
  /** Memory in KiB. */
  readonly m: number;
  /** Passes over that memory. */
  readonly t: number;
  /** Lanes. */
  readonly p: number;
}

/** The least that OWASP's Password Storage Cheat Sheet and NIST SP 800-63B-4 §3.1.1.2 call for with argon2id. */
export const DEFAULT_PARAMETERS: Argon2Parameters = { m: 19_456, t: 2, p: 1 };

/** Beyond these a stored hash is taken for an attack on memory or time (m in KiB: 256 MiB), and never computed. */
export const PARAMETER_CEILING: Argon2Parameters = { m: 262_144, t: 16, p: 8 };

/** Whether every cost is a number that argon2 accepts (RFC 9106 §3.1: at least 8 KiB a lane) below the ceiling. */
export function withinCeiling({ m, t, p }: Argon2Parameters): boolean {
  return (
    [m, t, p].every(Number.isSafeInteger) &&
    p >= 1 &&
    p <= PARAMETER_CEILING.p &&
    t >= 1 &&
    t <= PARAMETER_CEILING.t &&
    m >= 8 * p &&
    m <= PARAMETER_CEILING.m
  );
}
