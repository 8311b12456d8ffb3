import { randomBytes } from 'node:crypto';
import { ADDRESS } from './wire.js';

/** So much of the end of a secret is enough to know it by: 108 bits in base64url. */
const TAIL = 18;
/** Whatever may be a token, a cookie, a key or a secret, or end with one. */
const RUN = /[\w-]{18,}/g;
/** How each password of these tests begins: no text of the service does. */
const PASSWORD = 'secret-otter-';
const DOMAIN = 'mixture.example';

export const newPassword = (): string => `${PASSWORD}${randomBytes(8).toString('hex')}`;
export const newAddress = (): string => `p${randomBytes(8).toString('hex')}@${DOMAIN}`;

/** All that was handed out and must never be told to anybody else. */
export class Secrets {
  private readonly tails = new Set<string>();

  get count(): number {
    return this.tails.size;
  }

  /** Of a token with dots the last part is the one that nobody could have guessed. */
  add(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) if (secret !== undefined) this.tails.add(secret.slice(-TAIL));
  }

  /** @returns what of them is in the text, and what looks like a token, a password, or the address of a person or a caller */
  foundIn(text: string): string[] {
    const known: string[] = [];
    // One after the other: the log of a million requests has more of them than would go into memory.
    for (const [run] of text.matchAll(RUN)) if (this.tails.has(run.slice(-TAIL))) known.push(run);
    const patterns = [ADDRESS, new RegExp(PASSWORD), new RegExp(DOMAIN), /eyJ[\w-]{16}/, /gtr_[\w-]{16}/, /\$argon2/];
    const seen = patterns.flatMap(pattern => pattern.exec(text)?.[0] ?? []);
    return [...known, ...seen];
  }
}
