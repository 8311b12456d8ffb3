/**
 * What a client is. `service`: a program that gets tokens of its own. The others are applications that people log in with, relying
 * parties: `web` runs on a server, `native` on somebody's device, `browser` in a page.
 */
export const CLIENT_KINDS = ['service', 'web', 'native', 'browser'] as const;

export type ClientKind = (typeof CLIENT_KINDS)[number];

/** Whether it runs where a secret stays one (RFC 6749 §2.1). */
export const keepsSecrets = (kind: ClientKind): boolean => kind === 'service' || kind === 'web';
