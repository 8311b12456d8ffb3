import type { AccountTotals, StatisticsTotals } from '#libs/client';
import { number, share } from '../../kit/chart.js';
import { type Child, h } from '../../kit/dom.js';
import { List, loaded } from '../../kit/list.js';
import type { Visitor } from '../../kit/page.js';
import { moment } from '../../kit/time.js';
import { card } from '../pieces.js';

const NOT_YET = 'Not counted yet.';

/** How many there are now, or were when they were last counted. */
export function totalsView({ api }: Visitor): HTMLElement {
  return loaded(
    () => api.read<StatisticsTotals>('/v1/statistics/totals'),
    ({ accounts, sessions }) => [
      h(
        'dl',
        { class: 'tiles' },
        tile('Active sessions', sessions?.active, sessions?.counted_at),
        tile('Active accounts', accounts?.active, accounts?.counted_at),
        tile('Invited', accounts?.invited),
        tile('Disabled', accounts?.disabled),
      ),
      card('Second factors', [], accounts === null ? h('p', { class: 'empty' }, NOT_YET) : factors(accounts)),
    ],
  );
}

function tile(name: string, value: number | undefined, counted?: string): HTMLElement {
  const said: Child = value === undefined ? NOT_YET : h('span', { class: 'total' }, number(value));
  const when = counted !== undefined && h('span', { class: 'second' }, 'counted ', moment(counted));
  return h('div', {}, h('dt', {}, name), h('dd', {}, said, when));
}

interface Having {
  readonly name: string;
  readonly count: number;
}

/** Of all accounts, how many have what. */
function factors(totals: AccountTotals): HTMLElement {
  const all = totals.active + totals.invited + totals.disabled;
  const items: Having[] = [
    { name: 'Any second factor', count: totals.with_second_factor },
    { name: 'Authenticator app', count: totals.totp },
    { name: 'Passkey', count: totals.passkey },
    { name: 'Recovery codes', count: totals.recovery_code },
  ];
  return new List<Having>({
    caption: 'How many accounts have second factors',
    empty: '',
    columns: [
      { name: 'What', cell: ({ name }) => name },
      { name: 'Accounts', cell: ({ count }) => [h('span', { class: 'number' }, number(count)), share(count, all)] },
      { name: 'Of all', cell: ({ count }) => (all === 0 ? '' : `${Math.round((count / all) * 100)} %`) },
    ],
    load: () => Promise.resolve({ items, next_cursor: null }),
  }).element;
}
