import type { FailingAccount, FailingAccounts, FailingAddress, FailingAddresses } from '#libs/client';
import { number, share } from '../../kit/chart.js';
import { type Child, h } from '../../kit/dom.js';
import { type Column, List } from '../../kit/list.js';
import type { Visitor } from '../../kit/page.js';
import { MOST_HOURS_OF_FAILURES, type OverviewPeriod, since } from './period.js';
import { localTime } from '../../kit/time.js';
import { card } from '../pieces.js';
import { addressOf, filtered } from '../route.js';
import { userName } from '../users/user-name.js';

const LIMIT = '10';
const KIND = 'authn_login_fail';

/** From where most logins have failed, and at whose account. */
export function failuresView(visitor: Visitor, { hours }: OverviewPeriod): HTMLElement {
  const query = { since: since(Math.min(hours, MOST_HOURS_OF_FAILURES)), limit: LIMIT };
  return card(
    'Where logins fail',
    [],
    hours > MOST_HOURS_OF_FAILURES && h('p', { class: 'second' }, 'Of the last seven days.'),
    h('div', { class: 'columns' }, addresses(visitor, query), accounts(visitor, query)),
  );
}

type Query = Readonly<Record<'since' | 'limit', string>>;

function addresses({ api, may }: Visitor, query: Query): HTMLElement {
  let most = 0;
  const list = new List<FailingAddress>({
    caption: 'Addresses from which logins fail, those with the most failures first',
    empty: 'No login has failed.',
    columns: [
      { name: 'Address', cell: ({ ip }) => inTrail(may, query, { ip }, ip) },
      failures(() => most),
      { name: 'Accounts', cell: ({ accounts }) => number(accounts) },
    ],
    async load() {
      const { items } = await api.read<FailingAddresses>('/v1/statistics/failed-logins/addresses', query);
      most = items[0]?.failures ?? 0;
      return { items, next_cursor: null };
    },
  });
  return part('By address', list.element);
}

interface Named extends FailingAccount {
  readonly name: string;
}

function accounts(visitor: Visitor, query: Query): HTMLElement {
  const { api, may } = visitor;
  let most = 0;
  const list = new List<Named>({
    caption: 'Accounts at which logins fail, those with the most failures first',
    empty: 'No login has failed at an account.',
    columns: [
      {
        name: 'Account',
        cell: ({ user_id, name }) => [
          inTrail(may, query, { target: user_id }, name),
          may('users:read') && h('a', { class: 'second', href: addressOf('users', user_id) }, 'Open account'),
        ],
      },
      failures(() => most),
      { name: 'Addresses', cell: ({ addresses }) => number(addresses) },
    ],
    async load() {
      const { items } = await api.read<FailingAccounts>('/v1/statistics/failed-logins/accounts', query);
      most = items[0]?.failures ?? 0;
      const named = items.map(async item => ({ ...item, name: await userName(visitor, item.user_id) }));
      return { items: await Promise.all(named), next_cursor: null };
    },
  });
  return part('By account', list.element);
}

const part = (title: string, content: HTMLElement): HTMLElement => h('section', {}, h('h3', {}, title), content);

/** @param most what the longest bar is of, once it is known */
const failures = (most: () => number): Column<{ readonly failures: number }> => ({
  name: 'Failures',
  cell: ({ failures }) => [h('span', { class: 'number' }, number(failures)), share(failures, most(), 'bad')],
});

/** The way to the failures of which the number is, for who may see them. */
const inTrail = (
  may: Visitor['may'],
  { since }: Query,
  filter: Readonly<Record<string, string>>,
  name: string,
): Child => {
  const filters = { ...filter, kind: KIND, since: localTime(new Date(since)) };
  return may('audit:read') ? h('a', { href: filtered('audit', filters) }, name) : name;
};
