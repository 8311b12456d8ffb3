import { perMinute } from '#libs/platform';

/** A minute, from one address: of whatever takes a password, and could be used to guess one. */
export const PASSWORDS_A_MINUTE = 20;

export const PASSWORD_GUESSES = perMinute(PASSWORDS_A_MINUTE);
