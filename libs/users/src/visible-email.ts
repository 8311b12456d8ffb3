import { domainToASCII, domainToUnicode } from 'node:url';
import { DomainError } from '#libs/platform';
import { asTyped, normaliseEmail } from './email.js';

/**
 * What a mailbox's name may consist of: the IdentifierClass of RFC 8264 (section 4.2), by properties of Unicode: printable
 * ASCII, letters, digits and marks.
 */
const IDENTIFIER = /^(?!\p{M})[\x21-\x7e\p{Ll}\p{Lu}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}]+$/u;
/** Letters that are put together from parts and look like those that are not; the modern ones are one character in NFC. */
const OLD_HANGUL = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/;
/** What nobody sees or that rearranges what is seen, and what has no meaning (yet). */
const UNSEEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
/** A dot on a letter that has one, and a mark that hides behind itself, are drawn as if they were not there. */
const HIDDEN_MARK = /[ijɉɨʝϳіјįịḭ]\p{M}*\u0307|(\p{M})\1/u;
/** What a label in Unicode may consist of (RFC 5892, without what depends on its context but for two dots in words). */
const LABEL = /^[a-z0-9\-\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}·・]+$/u;
const BEYOND_ASCII = /[^\0-\x7f]/;
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
  if (!isPlain || HIDDEN_MARK.test(normal.normalize('NFD'))) return false;
  return !UNSEEN.test(domain) && !UNREADABLE_LABEL.test(domain) && domain.split('.').every(isOneLabel);
}

/** Whether a label is its own form (UTS #46), and not a way to write digits, dots or several labels. */
function isOneLabel(label: string): boolean {
  if (!BEYOND_ASCII.test(label)) return true;
  // With another label behind it: digits alone would be read as an address.
  const ascii = domainToASCII(`${label}.invalid`);
  return LABEL.test(label) && ascii.split('.').length === 2 && domainToUnicode(ascii) === `${label}.invalid`;
}
