import type { AccountStatistics, LoginStatistics } from '#libs/client';
import { barChart, number } from '../../kit/chart.js';
import { type Child, h } from '../../kit/dom.js';
import { List, loaded } from '../../kit/list.js';
import type { Visitor } from '../../kit/page.js';
import { exactMoment } from '../../kit/time.js';
import { type OverviewPeriod, since, stepName } from './period.js';
import { card } from '../pieces.js';

/** What is drawn by itself, and a column of the table behind it. */
interface Line<Item> {
  readonly name: string;
  readonly tone?: 'bad';
  readonly of: (item: Item) => number;
}

type LoginStep = LoginStatistics['items'][number];
const LOGINS: readonly Line<LoginStep>[] = [
  { name: 'logged in', of: ({ success }) => success },
  { name: 'failed', tone: 'bad', of: ({ wrong }) => wrong },
  { name: 'asked for a second factor', of: ({ factor_required }) => factor_required },
  { name: 'second factors wrong', tone: 'bad', of: ({ wrong_factor }) => wrong_factor },
  { name: 'applications let in', of: ({ applications }) => applications },
];

type AccountStep = AccountStatistics['items'][number];
const ACCOUNTS: readonly Line<AccountStep>[] = [
  { name: 'new accounts', of: ({ created }) => created },
  { name: 'deleted', of: ({ deleted }) => deleted },
];

export const loginsView = (visitor: Visitor, period: OverviewPeriod): HTMLElement =>
  card('Logins', [], seriesOf<LoginStep>(visitor, 'logins', period, LOGINS));

export const newAccountsView = (visitor: Visitor, period: OverviewPeriod): HTMLElement =>
  card('Accounts made and deleted', [], seriesOf<AccountStep>(visitor, 'accounts', period, ACCOUNTS));

interface Series<Item> {
  readonly since: string;
  readonly complete_since: string | null;
  readonly items: readonly Item[];
}

function seriesOf<Item extends { readonly at: string }>(
  { api }: Visitor,
  name: string,
  { step, hours }: OverviewPeriod,
  lines: readonly Line<Item>[],
): HTMLElement {
  return loaded(
    () => api.read<Series<Item>>(`/v1/statistics/${name}`, { step, since: since(hours) }),
    ({ since, complete_since, items }) => [
      complete_since !== null && complete_since > since && late(complete_since),
      h(
        'div',
        { class: 'charts' },
        ...lines.map(({ name, tone, of }) =>
          barChart(
            name,
            items.map(item => ({ label: stepName(step, item.at), value: of(item) })),
            tone,
          ),
        ),
      ),
      table(name, items, lines),
    ],
  );
}

const late = (time: string): Child =>
  h('p', { class: 'notice' }, 'Not all of what was before ', exactMoment(time), ' is counted yet.');

/** Says the same as the drawings, without the steps in which nothing happened. */
function table<Item extends { readonly at: string }>(
  name: string,
  items: readonly Item[],
  lines: readonly Line<Item>[],
): HTMLElement {
  const rows = items.filter(item => lines.some(({ of }) => of(item) > 0)).reverse();
  const list = new List<Item>({
    caption: `${name} over time, the newest first`,
    empty: 'Nothing of the kind has happened.',
    columns: [
      { name: 'From', cell: ({ at }) => exactMoment(at) },
      ...lines.map(({ name, of }) => ({ name, cell: (item: Item) => number(of(item)) })),
    ],
    load: () => Promise.resolve({ items: rows, next_cursor: null }),
  });
  return h('details', {}, h('summary', {}, 'As a table'), list.element);
}
