import { type Child, h } from '../../kit/dom.js';
import { Field, form, textField } from '../../kit/form.js';
import type { Visitor } from '../../kit/page.js';
import { instant } from '../../kit/time.js';
import { filtered, go } from '../route.js';
import { PersonField } from './find-person.js';
import { KIND_GROUPS, kindsOf } from './kinds.js';

const NAMES = ['subject', 'what', 'ip', 'since', 'until', 'actor', 'target', 'role'] as const;

/** What is looked for, as it stands in the address; empty where it is not. */
export type Filters = Readonly<Record<(typeof NAMES)[number], string>>;

/** What is chosen by links alone, in words. */
const LINKED = [
  ['actor', 'Done by', true],
  ['target', 'Done to', true],
  ['role', 'Given or taken: the role', false],
] as const;

export function filtersIn(search: URLSearchParams): Filters {
  const given = (name: string): string => search.get(name) ?? '';
  const found = Object.fromEntries(NAMES.map(name => [name, given(name)])) as Record<(typeof NAMES)[number], string>;
  return { ...found, what: found.what || given('kind') };
}

/** The same as the service wants it: times in an address are local, as they stand in the fields. */
export function queryOf({ what, since, until, ...same }: Filters): Record<string, string> {
  const query = { ...same, kinds: kindsOf(what), since: instant(since), until: instant(until) };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

/** The fields to look for something by, and what was chosen by links, which can be put away. */
export function filterForm({ api, may }: Visitor, filters: Filters): HTMLElement {
  const person = new PersonField(api, may('users:read'), 'subject', 'Person', filters.subject);
  const others = [
    new Field('what', 'What', kindSelect(filters.what)),
    textField('ip', 'From address', { type: 'search', value: filters.ip, spellcheck: 'false' }),
    textField('since', 'Since', { type: 'datetime-local', value: filters.since }),
    textField('until', 'Until', { type: 'datetime-local', value: filters.until }),
  ];
  const submit = async (): Promise<void> => {
    const typed = Object.fromEntries(others.map(({ name, value }) => [name, value.trim()]));
    go(filtered('audit', { ...filters, ...typed, subject: await person.chosen() }));
  };
  const fields = [person.field, ...others];
  const reset = h('a', { href: filtered('audit', {}) }, 'Everything');
  return h(
    'div',
    { class: 'filtering' },
    form({ fields, action: 'Search', others: [reset], attributes: { class: 'filters', role: 'search' }, submit }),
    ...linked(filters),
  );
}

function kindSelect(chosen: string): HTMLSelectElement {
  const option = (value: string, label: string): Child => h('option', { value, selected: value === chosen }, label);
  const groups = KIND_GROUPS.map(({ name, label, kinds }) =>
    h(
      'optgroup',
      { label },
      option(name, `All: ${label}`),
      ...Object.entries(kinds).map(([kind, words]) => option(kind, words)),
    ),
  );
  return h('select', {}, option('', 'Anything'), ...groups);
}

function linked(filters: Filters): Child[] {
  return LINKED.filter(([name]) => filters[name] !== '').map(([name, label, isId]) =>
    h(
      'p',
      { class: 'notice' },
      `${label} `,
      h('span', { class: isId ? 'code' : undefined }, filters[name]),
      ' · ',
      h('a', { href: filtered('audit', { ...filters, [name]: '' }) }, 'Leave this out'),
    ),
  );
}
