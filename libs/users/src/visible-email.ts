import { DomainError } from '#libs/platform';
import { asTyped, normaliseEmail } from './email.js';

/**
 * What a mailbox's name may consist of: the IdentifierClass of RFC 8264 (section 4.2), by properties of Unicode: printable
 * ASCII, letters, digits and marks.
 */
const IDENTIFIER = /^(?!\p{M})[\x21-\x7e\p{Ll}\p{Lu}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}]+$/u;
/** Letters that are put together from parts and look like those that are not; the modern ones are one character in NFC. */
const OLD_HANGUL = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/;
/** What nobody sees or that rearranges what is seen, what has no meaning (yet), and in domains symbols (RFC 5892). */
const UNSEEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
const SYMBOL = /\p{S}/u;
/** A label that stands for nothing, or for something else than it would be turned into. */
const UNREADABLE_LABEL = /(?:^|\.)xn--/;

/**
 * Settles that an address looks like no other, as far as one writing goes: no characters that cannot be seen, none that are
 * other forms of others (RFC 8264, section 9.17). Letters of different alphabets that look alike are let through.
 * @param field what the address was given in
 * @throws DomainError `validation_failed`
 */
export function assertVisibleEmail(address: string, field = 'email'): void {
  const normal = normaliseEmail(address);
  if (!UNSEEN.test(asTyped(address)) && isVisible(normal)) return;
  const message = `${field} has characters that cannot be seen or told from others`;
  throw new DomainError('validation_failed', {
    detail: `${message}.`,
    errors: [{ field, code: 'unclear_characters', message }],
  });
}

function isVisible(normal: string): boolean {
  const at = normal.lastIndexOf('@');
  const [mailbox, domain] = [normal.slice(0, at), normal.slice(at + 1)];
  const isPlain = IDENTIFIER.test(mailbox) && !OLD_HANGUL.test(mailbox) && mailbox.normalize('NFKC') === mailbox;
  return isPlain && !UNSEEN.test(domain) && !SYMBOL.test(domain) && !UNREADABLE_LABEL.test(domain);
}
