import type { AuditEvent, AuditEventPage } from '#libs/client';
import { deviceName } from '../../kit/device.js';
import { button, type Child, h } from '../../kit/dom.js';
import { explain } from '../../kit/problem.js';
import { exactMoment } from '../../kit/time.js';
import { filtered } from '../route.js';
import { grouped, type Happening, timesOf } from './grouped.js';
import { told } from './told.js';

type Load = (cursor: string | undefined) => Promise<AuditEventPage>;

/** What has happened, newest first, as sentences; what happens again is one of them. */
export class TrailList {
  readonly element = h('div', { class: 'list', 'aria-busy': 'true' });
  private readonly list = h('ol', { class: 'trail', 'aria-label': 'Events, newest first' });
  private readonly after = h('div', { class: 'more' });
  private events: AuditEvent[] = [];

  constructor(private readonly load: Load) {
    this.element.append(h('p', { class: 'unseen' }, 'Loading…'), h('div', { class: 'placeholder' }));
    void this.more(undefined);
  }

  /** When the newest of them happened, if there is any. */
  get newest(): string | undefined {
    return this.events[0]?.occurred_at;
  }

  /** Puts those in front that are not there yet. @returns how many these are */
  prepend(events: readonly AuditEvent[]): number {
    const known = new Set(this.events.map(({ id }) => id));
    const unseen = events.filter(({ id }) => !known.has(id));
    if (unseen.length > 0) {
      // One that was long in coming may belong further down.
      this.events = [...unseen, ...this.events].sort((one, other) => (one.id < other.id ? 1 : -1));
      this.show();
    }
    return unseen.length;
  }

  private async more(cursor: string | undefined): Promise<void> {
    try {
      const { items, next_cursor } = await this.load(cursor);
      const seen = this.list.childElementCount;
      this.events.push(...items);
      this.show();
      this.offerMore(next_cursor);
      if (cursor !== undefined) this.list.children[seen]?.querySelector<HTMLElement>('a, summary')?.focus();
    } catch (error) {
      const again = button('Try again', () => this.more(cursor));
      this.after.replaceChildren(h('div', { class: 'failure', role: 'alert' }, h('p', {}, explain(error)), again));
      this.element.replaceChildren(this.list, this.after);
    } finally {
      this.element.removeAttribute('aria-busy');
    }
  }

  private offerMore(cursor: string | null): void {
    this.after.replaceChildren(...(cursor === null ? [] : [button('Show more', () => this.more(cursor))]));
  }

  private show(): void {
    if (this.events.length === 0)
      return this.element.replaceChildren(h('p', { class: 'empty' }, 'Nothing of the kind has happened.'), this.after);
    const open = new Set([...this.list.querySelectorAll('details[open]')].map(({ id }) => id));
    const refocus = focusIn(this.list);
    this.list.replaceChildren(...grouped(this.events).map(happening => itemOf(happening, open)));
    refocus();
    if (this.list.parentElement === null) this.element.replaceChildren(this.list, this.after);
  }
}

/** Whoever is on an item by keyboard stays on it. @returns puts the focus back */
function focusIn(list: HTMLElement): () => void {
  const { activeElement } = document;
  const item = activeElement?.closest('li') ?? null;
  if (activeElement === null || item === null || !list.contains(item)) return () => undefined;
  const place = [...item.querySelectorAll(FOCUSABLE)].indexOf(activeElement);
  const id = item.querySelector('details')?.id ?? '';
  return () => {
    const now = document.getElementById(id)?.closest('li')?.querySelectorAll<HTMLElement>(FOCUSABLE);
    now?.[place]?.focus();
  };
}

const FOCUSABLE = 'a, summary';

/** Of which something bad may come; the sentence says so too. */
const BAD = /_fail|refused|reuse|spraying|went_back|exceeded|given_up/;

function itemOf(happening: Happening, open: ReadonlySet<string>): HTMLElement {
  const [event] = happening.events;
  if (event === undefined) return h('li', {});
  const pieces = told(event, timesOf(happening)).map(piece =>
    typeof piece === 'string' ? piece : h('a', { href: piece.href, title: piece.title }, piece.text),
  );
  const id = `event-${happening.events.at(-1)?.id ?? ''}`;
  return h(
    'li',
    { class: BAD.test(event.kind) ? 'bad' : undefined },
    h('p', {}, ...pieces),
    h('p', { class: 'second' }, ...when(happening), ...fromWhere(event)),
    h('details', { id, open: open.has(id) }, h('summary', {}, 'Details'), ...happening.events.map(detailsOf)),
  );
}

function when({ events }: Happening): Child[] {
  const [newest, oldest] = [events[0]?.occurred_at ?? '', events.at(-1)?.occurred_at ?? ''];
  return events.length === 1 ? [exactMoment(newest)] : [exactMoment(newest), ', since ', exactMoment(oldest)];
}

function fromWhere({ ip, user_agent, actor }: AuditEvent): Child[] {
  const title = 'All that was done from there';
  const device = actor.kind !== 'stranger' && ip !== null && user_agent !== null;
  return [
    ...(ip === null ? [] : [' · ', h('a', { href: filtered('audit', { ip }), title }, ip)]),
    device && ` · ${deviceName(user_agent)}`,
  ];
}

function detailsOf({ id, kind, occurred_at, user_agent, target, details }: AuditEvent): HTMLElement {
  const ofSession =
    target?.kind === 'session' &&
    h('p', {}, h('a', { href: filtered('audit', { target: target.id }) }, 'Everything about this session'));
  const text = JSON.stringify({ id, kind, occurred_at, user_agent, ...details }, undefined, 2);
  return h('div', {}, h('pre', {}, text), ofSession);
}
