import { isUtf8 } from 'node:buffer';
import { DomainError, parametersByName } from '#libs/platform';

/**
 * Bytes that are no text would all become the same character, and passwords that differ in them would become one.
 * @throws DomainError `invalid_request`
 */
export function textOf(body: string | Buffer): string {
  if (typeof body === 'string') return body;
  if (!isUtf8(body)) throw notUtf8();
  return body.toString('utf8');
}

const notUtf8 = (cause?: unknown): DomainError =>
  new DomainError('invalid_request', { detail: 'The body is not UTF-8.', cause });

/**
 * Reads a form (URL Standard, section 5.1).
 * @throws DomainError `invalid_request` for a parameter that comes twice (RFC 6749 §3.2) and must not, or that encodes bytes that are no text
 */
export function parseForm(text: string): Record<string, string> {
  const entries = NOTHING_ENCODED.test(text) ? text.split('&').map(parted) : decoded(text);
  const form = parametersByName(entries);
  if (form === undefined) {
    throw new DomainError('invalid_request', { detail: 'A parameter is given more than once.' });
  }
  return form;
}

/** Nearly all forms are like that, and read in a fifth of the time. */
const NOTHING_ENCODED = /^[\w.~*-]+=[\w.~*-]*(?:&[\w.~*-]+=[\w.~*-]*)*$/;

function parted(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

function decoded(text: string): [string, string][] {
  try {
    // A percent sign that encodes nothing stands for itself.
    decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, '%25'));
  } catch (error) {
    throw notUtf8(error);
  }
  return [...new URLSearchParams(text)];
}
