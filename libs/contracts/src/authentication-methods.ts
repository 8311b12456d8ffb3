/** How somebody proved who they are: values of `amr` (RFC 8176 §2). */
export const AUTHENTICATION_METHODS = {
  pwd: 'By a password.',
  otp: 'By a password that is good once.',
  hwk: 'By a key that hardware holds.',
  swk: 'By a key that software holds.',
  user: 'Somebody was there, which the holder of the key has seen.',
  mfa: 'In more than one way.',
} as const;

export type AuthenticationMethod = keyof typeof AUTHENTICATION_METHODS;

/** Whether somebody has shown a second factor, by the `amr` of their session or token. */
export const hasShownSecondFactor = (amr: readonly string[] = []): boolean => amr.includes('mfa');
