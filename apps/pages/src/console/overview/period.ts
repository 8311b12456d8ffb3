import { h } from '../../kit/dom.js';
import { filtered } from '../route.js';

export type Step = 'minute' | 'hour' | 'day';

/** A time that the overview can be of. */
export interface OverviewPeriod {
  readonly name: string;
  readonly label: string;
  readonly step: Step;
  /** How far it goes back, in hours. */
  readonly hours: number;
}

/** Failures are told of seven days at once; the hour is for clocks that differ. */
export const MOST_HOURS_OF_FAILURES = 7 * 24 - 1;

export const DAY: OverviewPeriod = { name: 'day', label: 'Day', step: 'hour', hours: 24 };
const PERIODS: readonly OverviewPeriod[] = [
  { name: 'hour', label: 'Hour', step: 'minute', hours: 1 },
  DAY,
  { name: 'week', label: 'Week', step: 'hour', hours: 7 * 24 },
  { name: 'month', label: 'Month', step: 'day', hours: 30 * 24 },
];

export const periodIn = (filters: URLSearchParams): OverviewPeriod =>
  PERIODS.find(({ name }) => name === filters.get('period')) ?? DAY;

export const since = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

/** The ways to the others. */
export function periodLinks(current: OverviewPeriod): HTMLElement {
  const links = PERIODS.map(period =>
    h(
      'a',
      { href: filtered('overview', { period: period.name }), 'aria-current': period === current && 'true' },
      period.label,
    ),
  );
  return h('nav', { class: 'choices', 'aria-label': 'Period' }, ...links);
}

const FORMATS: Readonly<Record<Step, Intl.DateTimeFormat>> = {
  minute: new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }),
  hour: new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: 'numeric', minute: '2-digit' }),
  // Days are those of UTC.
  day: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
};

export const stepName = (step: Step, at: string): string => FORMATS[step].format(new Date(at));
