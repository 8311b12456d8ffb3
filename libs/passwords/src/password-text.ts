/** Longest password, in Unicode code points after normalisation. */
export const MAX_CODE_POINTS = 256;
/** Longest password, in bytes of UTF-8 after normalisation. */
export const MAX_UTF8_BYTES = 1_024;

// NFC makes at most four code units into one: what is longer than this is too long however it is normalised.
const LONGEST_RAW = 4 * MAX_UTF8_BYTES;

/** `malformed`: holds a lone surrogate, which no encoding carries and UTF-8 silently replaces. */
export type PasswordTextProblem = 'too_long' | 'malformed';

export type PasswordText =
  { readonly text: string; readonly codePoints: number } | { readonly problem: PasswordTextProblem };

/** The form in which a password is measured and hashed: NFC, never truncated (NIST SP 800-63B-4 §3.1.1.2). */
export function readPassword(password: string): PasswordText {
  if (password.length > LONGEST_RAW) return { problem: 'too_long' };
  if (/\p{Surrogate}/u.test(password)) return { problem: 'malformed' };

  const text = password.normalize('NFC');
  const codePoints = [...text].length;
  if (codePoints > MAX_CODE_POINTS || Buffer.byteLength(text) > MAX_UTF8_BYTES) return { problem: 'too_long' };
  return { text, codePoints };
}
