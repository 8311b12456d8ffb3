import { h } from './dom.js';

const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'long' });
const SHORT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;
/** Further away than this a date says more than a number of days. */
const RELATIVE_DAYS = 7;

/** A moment as people say it, in their own time zone; the exact one is in its title. @param iso RFC 3339 */
export function moment(iso: string): HTMLTimeElement {
  return h('time', { datetime: iso, title: EXACT.format(new Date(iso)) }, nearness(new Date(iso)));
}

/** The same to the minute, where events are compared with each other. */
export function exactMoment(iso: string): HTMLTimeElement {
  return h('time', { datetime: iso, title: EXACT.format(new Date(iso)) }, SHORT.format(new Date(iso)));
}

function nearness(time: Date): string {
  const seconds = (time.getTime() - Date.now()) / 1000;
  if (Math.abs(seconds) >= RELATIVE_DAYS * 86_400) return SHORT.format(time);
  const [unit, length] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60];
  return Math.abs(seconds) < 60 ? 'just now' : RELATIVE.format(Math.round(seconds / length), unit);
}

/** What stands in a field of local time, as the service wants it. @returns empty where it is no time */
export function instant(local: string): string {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}

/** The reverse: a moment as a field of local time has it. */
export function localTime(time: Date): string {
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
