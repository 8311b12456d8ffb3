/** How somebody proved who they are, by the values of RFC 8176 §2 that are in use here. */
export const AUTHENTICATION_METHODS = {
  pwd: 'By a password.',
} as const;

export type AuthenticationMethod = keyof typeof AUTHENTICATION_METHODS;
