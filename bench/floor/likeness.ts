import { claimsOf } from '../cast/login.js';
import type { Answer } from '../connection.js';

/** What a text is, where it is another one each time. The first that fits counts. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(urn:uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'an id'],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'a time'],
  [/@bench\.example$/, 'an address'],
  [/^(gtr_)?[\w-]{20,}$/, 'random'],
];
const JWT = /^ey[\w-]+\.ey[\w-]+\.[\w-]+$/;
/** The first number that is a time in seconds rather than anything else. */
const SECONDS = 1e9;

/** An answer without what differs from one request to the next: two answers that are alike have the same likeness. */
export function likenessOf({ status, text, headers }: Answer): unknown {
  return { status, headers: headersOf(headers), body: text === '' ? null : likeness(JSON.parse(text)) };
}

/** The time of day, and what follows from the body and from who closes connections when. */
const APART = ['date', 'content-length', 'etag', 'keep-alive'];

function headersOf(headers: readonly string[]): object {
  const pairs = headers.flatMap((name, place) =>
    place % 2 === 0 ? [[name.toLowerCase(), headers[place + 1]] as const] : [],
  );
  return Object.fromEntries(pairs.filter(([name]) => !APART.includes(name)).sort());
}

function likeness(value: unknown): unknown {
  if (typeof value === 'string') return likenessOfText(value);
  if (typeof value === 'number') return value >= SECONDS ? 'seconds' : value;
  if (Array.isArray(value)) return value.map(likeness);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, likeness(member)]));
}

function likenessOfText(text: string): unknown {
  if (JWT.test(text)) return { token: likeness(claimsOf(text)) };
  const kind = KINDS.find(([form]) => form.test(text))?.[1];
  return kind === undefined ? text : `${kind}, ${text.length} characters`;
}
