import type { AuditEvent } from '#libs/client';
import { deviceName } from '../../kit/device.js';
import { addressOf, filtered } from '../route.js';
import { sentenceOf } from './sentences.js';

/** A piece of a sentence: as it stands, or as a link to what it names. */
export type Piece = string | { readonly text: string; readonly href: string; readonly title: string };

type Who = AuditEvent['actor'] | NonNullable<AuditEvent['target']>;

const SHORT_ID = 8;
const NAMELESS: Readonly<Record<string, string>> = {
  stranger: 'somebody',
  operator: 'the operator',
  service: 'the service',
};
/** The kinds of things that have a page, and its section. */
const PAGES: Readonly<Record<string, string>> = {
  user: 'users',
  client: 'clients',
  role: 'roles',
  identity_provider: 'identity-providers',
};
/** What those are called that have no page, before their name. */
const WORDS: Readonly<Record<string, string>> = {
  session: 'a session',
  key: 'the signing key',
  token: 'an access token',
  identity: 'a login',
  factor: 'a second factor',
  device: 'a device',
  mail: 'a mail',
  import: 'an import',
};
/** How a name goes on after that word. */
const JOINED: Readonly<Record<string, string>> = { session: 'with', device: 'for', identity: 'at' };

const WEEKDAY = new Intl.DateTimeFormat(undefined, { weekday: 'long' });
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const DAY_MS = 86_400_000;

/**
 * An event as a sentence: who did what to whom, and how often. Of strangers their program is all that there is to name.
 * @param times how often it has happened
 */
export function told(event: AuditEvent, times = 1): Piece[] {
  const pieces = sentenceOf(event)
    .split(/\{(\w+)\}/)
    .map((text, index) => (index % 2 === 0 ? text : filledIn(event, text)))
    .filter(piece => piece !== '');
  const isStranger = event.actor.kind === 'stranger' && event.user_agent !== null;
  const device = isStranger ? `, from ${deviceName(event.user_agent)}` : '';
  return [...withCapital(pieces), `${device}${times > 1 ? `, ${times} times` : ''}`].filter(piece => piece !== '');
}

function filledIn(event: AuditEvent, name: string): Piece {
  const { actor, target, owner, details } = event;
  if (name === 'actor') return pieceOf(actor);
  if (name === 'target') return target === null ? 'something' : pieceOf(target);
  if (name === 'owner') return owner === null ? 'somebody' : pieceOf(owner);
  if (name === 'application') return named(target?.label ?? '', filtered('audit', { target: target?.id ?? '' }));
  if (name === 'role') return pieceOf({ kind: 'role', id: String(details['role']), label: String(details['role']) });
  return until(details);
}

function pieceOf({ kind, id, label }: Who): Piece {
  if (id === null) return NAMELESS[kind] ?? 'somebody';
  const section = PAGES[kind];
  const text = label ?? `…${id.slice(-SHORT_ID)}`;
  if (section !== undefined) return named(text, addressOf(section, id), id);
  const word = WORDS[kind];
  if (word === undefined) return named(text, filtered('audit', { target: id }), id);
  const name = label === null ? (kind === 'key' ? ` ${text}` : '') : ` ${JOINED[kind] ?? 'of'} ${label}`;
  return named(`${word}${name}`, filtered('audit', { target: id }), id);
}

const named = (text: string, href: string, title = text): Piece => ({ text, href, title });

/** As people say it: a day of the week while that can mean one day only. */
function until(details: AuditEvent['details']): string {
  const after = (details['after'] ?? {}) as Readonly<Record<string, unknown>>;
  const end = details['expires_at'] ?? after['expires_at'];
  if (typeof end !== 'string') return details['before'] === undefined ? '' : ', for good';
  const time = new Date(end);
  const isNear = Math.abs(time.getTime() - Date.now()) < 6 * DAY_MS;
  return `, until ${(isNear ? WEEKDAY : DATE).format(time)}`;
}

/** Names begin as they are written. */
function withCapital([first = '', ...rest]: readonly Piece[]): Piece[] {
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  if (typeof first === 'string') return [capital(first), ...rest];
  return [/^(?:an?|the) /.test(first.text) ? { ...first, text: capital(first.text) } : first, ...rest];
}
