import type { Blocklist } from './blocklist/read-blocklist.js';
import { isCommon } from './common-core.js';
import { comparable, squash, unit } from './guessable-text.js';
import { addressParts, leansOn } from './own-words.js';
import { MAX_CODE_POINTS, MAX_UTF8_BYTES, readPassword } from './password-text.js';
import { isSequential } from './runs.js';

export type PasswordViolationCode =
  | 'too_short'
  | 'too_long'
  | 'malformed'
  | 'too_common'
  | 'too_predictable'
  | 'contains_service_name'
  | 'contains_email';

export interface PasswordViolation {
  readonly code: PasswordViolationCode;
  /** For the person who chose the password; holds nothing of it. */
  readonly message: string;
}

export interface PasswordPolicyOptions {
  /** In Unicode code points; 15 unless given, never below 8. */
  readonly minLength?: number;
  /** What people may call the service. */
  readonly serviceNames?: readonly string[];
  /** Further passwords that are too common; asked each time, so it may change. */
  readonly blocklist?: Pick<Blocklist, 'has'>;
}

/** What `minLength` cannot be below. */
export const LEAST_MIN_LENGTH = 8;
// A service must take passwords of 64 characters, so it cannot ask for more.
const MOST_MIN_LENGTH = 64;

/** Which new passwords are taken: NIST SP 800-63B-4 §3.1.1.2 — length and a blocklist, no rules of composition. */
export class PasswordPolicy {
  readonly minLength: number;
  readonly #serviceNames: readonly string[];
  readonly #blocklist: Pick<Blocklist, 'has'> | undefined;

  /** @throws RangeError when `minLength` is not a whole number from 8 to 64 */
  constructor({ minLength = 15, serviceNames = [], blocklist }: PasswordPolicyOptions = {}) {
    if (!Number.isSafeInteger(minLength) || minLength < LEAST_MIN_LENGTH || minLength > MOST_MIN_LENGTH) {
      throw new RangeError(`minLength must be a whole number from ${LEAST_MIN_LENGTH} to ${MOST_MIN_LENGTH}.`);
    }
    this.minLength = minLength;
    this.#serviceNames = serviceNames;
    this.#blocklist = blocklist;
  }

  /** Everything that speaks against a password; empty when it is good. `email` is the address of its owner. */
  check(password: string, { email }: { readonly email?: string | undefined } = {}): PasswordViolation[] {
    const read = readPassword(password);
    if ('problem' in read) return [this.#violation(read.problem)];

    const text = comparable(read.text);
    const broken: [PasswordViolationCode, boolean][] = [
      ['too_short', read.codePoints < this.minLength],
      ['too_common', isCommon(text) || this.#blocklist?.has(read.text) === true],
      ['too_predictable', isRepetition(read.text, this.minLength) || isSequence(text)],
      ['contains_service_name', this.#serviceNames.some(name => leansOn(text, name))],
      ['contains_email', email !== undefined && addressParts(email).some(part => leansOn(text, part))],
    ];
    return broken.filter(([, applies]) => applies).map(([code]) => this.#violation(code));
  }

  #violation(code: PasswordViolationCode): PasswordViolation {
    const messages: Record<PasswordViolationCode, string> = {
      too_short: `Use at least ${this.minLength} characters. A few unrelated words are easy to remember.`,
      too_long: `Use at most ${MAX_CODE_POINTS} characters, and ${MAX_UTF8_BYTES} bytes of UTF-8.`,
      malformed: 'The password is not valid Unicode text.',
      too_common: 'This is one of the most common passwords, or one with little added, or it is known from a breach.',
      too_predictable: 'This is a sequence or a repetition, which is easily guessed.',
      contains_service_name: 'The password consists mainly of the name of this service.',
      contains_email: 'The password consists mainly of your own e-mail address.',
    };
    return { code, message: messages[code] };
  }
}

/** Repeating something too short does not make it long. */
function isRepetition(text: string, minLength: number): boolean {
  const lower = text.toLowerCase();
  const repeated = unit(lower);
  return repeated !== lower && [...repeated].length < minLength;
}

/** Sequences of characters or keys; signs between them do not hide it, unless they are what most of the text is. */
function isSequence(text: string): boolean {
  const squashed = squash(text);
  return isSequential(text) || (squashed.length * 3 >= text.length * 2 && isSequential(squashed));
}
