import type { ClientPage } from '#libs/client';
import { h } from '../../kit/dom.js';
import { form, textField } from '../../kit/form.js';
import type { Visitor } from '../../kit/page.js';
import { suggest } from '../../kit/suggest.js';
import { instant } from '../../kit/time.js';
import { filtered, go } from '../route.js';

const OFFERED = '10';
const NAMES = ['user_agent_contains', 'ip', 'client_id', 'issued_since', 'issued_until'] as const;

/** What is looked for, as it stands in the address; empty where it is not. */
export type SessionFilters = Readonly<Record<(typeof NAMES)[number], string>>;

export const sessionFilters = (search: URLSearchParams): SessionFilters =>
  Object.fromEntries(NAMES.map(name => [name, search.get(name) ?? ''])) as SessionFilters;

/** The same as the service wants it: times in an address are local, as they stand in the fields. */
export const sessionQuery = (filters: SessionFilters): Readonly<Record<string, string>> => ({
  ...filters,
  issued_since: instant(filters.issued_since),
  issued_until: instant(filters.issued_until),
});

export function sessionFilterForm({ api, may }: Visitor, filters: SessionFilters): HTMLElement {
  const application = textField('client_id', 'Application (client id)', { type: 'search', value: filters.client_id });
  if (may('clients:read')) {
    suggest(application, async text => {
      const { items } = await api.read<ClientPage>('/v1/clients', { name_contains: text, limit: OFFERED });
      return items
        .filter(({ kind }) => kind !== 'service')
        .map(({ client_id, name }) => ({ value: client_id, label: name }));
    });
  }
  const fields = [
    textField('user_agent_contains', 'Any part of the device', { type: 'search', value: filters.user_agent_contains }),
    textField('ip', 'Address', { type: 'search', value: filters.ip, spellcheck: 'false' }),
    textField('issued_since', 'Logged in since', { type: 'datetime-local', value: filters.issued_since }),
    textField('issued_until', 'Logged in before', { type: 'datetime-local', value: filters.issued_until }),
    application,
  ];
  const submit = (): Promise<void> =>
    Promise.resolve(
      go(filtered('sessions', Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()])))),
    );
  const all = h('a', { href: filtered('sessions', {}) }, 'All of them');
  return form({ fields, action: 'Search', others: [all], attributes: { class: 'filters', role: 'search' }, submit });
}
