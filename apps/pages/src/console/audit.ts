import type { AuditEvent, AuditEventPage } from '#libs/client';
import { type Child, h } from '../kit/dom.js';
import { deviceName } from '../kit/device.js';
import { form, textField } from '../kit/form.js';
import { List } from '../kit/list.js';
import type { Visitor } from '../kit/page.js';
import { exactMoment } from '../kit/time.js';
import { titled } from './pieces.js';
import { filtered, go } from './route.js';

const LIMIT = '25';
const SHORT_ID = 8;
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
type Filter = 'actor' | 'target' | 'kind' | 'ip' | 'since' | 'until';

/** What was done, by whom and to what. */
export function auditView({ api }: Visitor, filters: URLSearchParams): readonly Child[] {
  const given = (name: Filter): string => filters.get(name) ?? '';
  const wanted = { actor: given('actor'), target: given('target'), kind: given('kind'), ip: given('ip') };
  const times = { since: given('since'), until: given('until') };
  const list = new List<AuditEvent>({
    caption: 'Events, newest first',
    empty: 'Nothing of the kind has happened.',
    columns: [
      { name: 'When', cell: ({ occurred_at }) => exactMoment(occurred_at) },
      { name: 'What', cell: ({ kind, details }) => [h('span', { class: 'code' }, kind), detailsOf(details)] },
      { name: 'By', cell: ({ actor_id }) => (actor_id === null ? 'nobody known' : idLink('actor', actor_id)) },
      { name: 'To', cell: ({ target_id }) => (target_id === null ? 'nothing' : idLink('target', target_id)) },
      {
        name: 'From',
        cell: ({ ip, user_agent }) => [
          ip ?? 'inside',
          user_agent !== null && h('span', { class: 'second', title: user_agent }, deviceName(user_agent)),
        ],
      },
    ],
    load: cursor =>
      api.read<AuditEventPage>('/v1/audit-events', {
        ...wanted,
        since: instant(times.since),
        until: instant(times.until),
        limit: LIMIT,
        cursor,
      }),
  });
  return [titled('Audit trail'), h('section', { class: 'card' }, search({ ...wanted, ...times }), list.element)];
}

function search(wanted: Readonly<Record<Filter, string>>): HTMLElement {
  const fields = [
    textField('actor', 'By (id)', { type: 'search', value: wanted.actor }),
    textField('target', 'To (id or name)', { type: 'search', value: wanted.target }),
    textField('kind', 'Kind', { type: 'search', value: wanted.kind, placeholder: 'authn_login_fail' }),
    textField('ip', 'Network address', { type: 'search', value: wanted.ip }),
    textField('since', 'From', { type: 'datetime-local', value: wanted.since }),
    textField('until', 'Until', { type: 'datetime-local', value: wanted.until }),
  ];
  const submit = (): Promise<void> =>
    Promise.resolve(go(filtered('audit', Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()])))));
  return form({ fields, action: 'Search', attributes: { class: 'filters', role: 'search' }, submit });
}

/** What stands in the address is local time, as it stands in the field. */
function instant(local: string): string | undefined {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function idLink(filter: 'actor' | 'target', id: string): HTMLElement {
  const name = UUID.test(id) ? `…${id.slice(-SHORT_ID)}` : id;
  return h('a', { href: filtered('audit', { [filter]: id }), title: id, class: 'code' }, name);
}

function detailsOf(details: Readonly<Record<string, unknown>>): Child {
  if (Object.keys(details).length === 0) return undefined;
  return h('details', {}, h('summary', {}, 'Details'), h('pre', {}, JSON.stringify(details, undefined, 2)));
}
