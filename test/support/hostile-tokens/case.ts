/** What a header can carry, but is no token by RFC 6750 §2.1; `unsendable` is what it cannot carry unchanged. */
export type AtRoute = 'invalid_token' | 'malformed' | 'too_large' | 'unsendable';
export type Case = readonly [what: string, make: () => string, atRoute?: AtRoute];
