import { domainToASCII, domainToUnicode } from 'node:url';

/** A label that is written in Unicode, or stands for one that is; nothing in it that a URL would take for something else. */
const LABEL_IN_UNICODE = /^(?=xn--|.*[^\0-\x7f])[a-z0-9_\-\u{80}-\u{10ffff}]+$/u;

/**
 * The one form in which addresses are stored and searched. White space around is cut off, then Unicode NFC, then lower
 * case; and a domain is written in Unicode (UTS #46), never as `xn--…`: both are the same domain (RFC 5890, section 2.3.2.1),
 * people read the one, and it can be searched by its beginning. Nothing else: dots and `+tags` are part of an address,
 * since only its own mail server knows what they mean. What is no domain stays as it is.
 */
export function normaliseEmail(address: string): string {
  const text = asTyped(address);
  const at = text.lastIndexOf('@');
  return at < 0
    ? text
    : `${text.slice(0, at)}@${text
        .slice(at + 1)
        .split('.')
        .map(labelInUnicode)
        .join('.')}`;
}

/**
 * The two spellings by which an account is found: the one form, and the address as it was typed. Before there was one
 * form, two accounts could be made whose addresses share it; each of these is found by its own spelling.
 */
export function spellingsOf(address: string): readonly [normal: string, typed: string] {
  return [normaliseEmail(address), asTyped(address)];
}

/** The address as somebody wrote it, but for case and composition. */
export function asTyped(address: string): string {
  return address.trim().normalize('NFC').toLowerCase().normalize('NFC');
}

function labelInUnicode(label: string): string {
  if (!LABEL_IN_UNICODE.test(label)) return label;
  const ascii = domainToASCII(label);
  const unicode = domainToUnicode(ascii);
  const isOneLabel = unicode !== '' && !unicode.includes('.') && domainToASCII(unicode) === ascii;
  return isOneLabel ? unicode : label;
}
