import { isProblem, type ProblemError } from './errors.js';
import type { PasskeyRequest, ShowFactorInput } from './generated/types.js';
import { abortable } from './waiting.js';

/** What somebody can have besides a password. */
export type FactorMethod = ShowFactorInput['method'];

/** What `onSecondFactor` is asked for. */
export interface SecondFactorAsked {
  /** `login`: the first step is done, and the account has a second factor. `step_up`: what was called needs a fresh proof. */
  readonly reason: 'login' | 'step_up';
  /** What the account has: any of these will do. `password` alone: at a step-up of an account without a second factor. */
  readonly methods: readonly (FactorMethod | 'password')[];
  /** When the login has to begin anew (RFC 3339). Undefined at a step-up. */
  readonly expires_at: string | undefined;
  /** Why what was shown just before did not do: it is asked once more. Undefined the first time. */
  readonly refused: ProblemError<'wrong_factor' | 'wrong_password'> | undefined;
  /**
   * Gets what a passkey is to sign, for `navigator.credentials.get`: good for one answer, within five minutes.
   * @throws ProblemError `factor_not_found` if the account has no passkey for the host of this page
   */
  readonly challenge: () => Promise<PasskeyRequest>;
  /** Of the login that waits for this. Several calls may wait for one step-up, so that has none. */
  readonly signal: AbortSignal | undefined;
}

/** What it answers with. */
export type SecondFactorShown =
  | { readonly method: 'totp' | 'recovery_code'; readonly code: string }
  | {
      readonly method: 'passkey';
      /** Of the challenge. */
      readonly challenge_id: string;
      /** What the browser has made of it, as `PublicKeyCredential.toJSON()` gives it. */
      readonly credential: object;
    }
  | { readonly method: 'password'; readonly current_password: string };

/** Asks a person for a second factor. @returns undefined to give up: then the call rejects with what it was refused with */
export type OnSecondFactor = (
  asked: SecondFactorAsked,
) => SecondFactorShown | undefined | Promise<SecondFactorShown | undefined>;

export interface SecondFactorOptions {
  /**
   * Asked for a second factor when a login needs one, and again while what it answers is wrong, five times at most. Without it, such a
   * login rejects with the problem `second_factor_required`. What it throws is what the call rejects with.
   */
  readonly onSecondFactor?: OnSecondFactor | undefined;
  /**
   * Whether it is asked as well where an operation is refused with `insufficient_user_authentication`: the session is stepped up
   * by what it answers, and the operation is sent again. Default: false.
   */
  readonly stepUp?: boolean | undefined;
}

/** A login ticket is good for as many; ten wrong ones in a row would end a session. */
const TRIES = 5;

/**
 * Asks until what is shown is right.
 * @param show sends what is shown
 * @returns what `show` returned; undefined where it was given up
 * @throws ProblemError why the last try was refused; what `ask` and `show` throw; the signal's reason
 */
export async function askFor<T>(
  ask: OnSecondFactor,
  asked: Omit<SecondFactorAsked, 'refused'>,
  show: (shown: SecondFactorShown) => Promise<T>,
): Promise<{ readonly result: T } | undefined> {
  let refused: SecondFactorAsked['refused'];
  for (let tries = 1; ; tries++) {
    const answer = async (): Promise<SecondFactorShown | undefined> => ask({ ...asked, refused });
    const shown = await abortable(answer(), asked.signal);
    if (shown === undefined) return undefined;
    try {
      return { result: await show(shown) };
    } catch (error) {
      if (tries === TRIES || !isProblem(error, 'wrong_factor', 'wrong_password')) throw error;
      refused = error;
    }
  }
}
