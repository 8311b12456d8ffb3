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

/** How well somebody proved it, as `acr` tells: in one way (`sfa`), or in more than one (`mfa`). */
export const AUTHENTICATION_LEVELS = ['sfa', 'mfa'] as const;

export type AuthenticationLevel = (typeof AUTHENTICATION_LEVELS)[number];

/** The level that these methods make up. */
export const levelOf = (amr: readonly string[]): AuthenticationLevel => (amr.includes('mfa') ? 'mfa' : 'sfa');

/** Whether somebody has shown a second factor, by the `amr` of their session or token. */
export const hasShownSecondFactor = (amr: readonly string[] = []): boolean => levelOf(amr) === 'mfa';
