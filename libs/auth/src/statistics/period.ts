import { KEPT_DAYS, type Step } from '#libs/audit';
import { DomainError } from '#libs/platform';

/** What is asked for; what is absent is as usual. */
export interface AskedPeriod {
  readonly since?: Date | undefined;
  /** Before. */
  readonly until?: Date | undefined;
}

/** Whole steps. */
export interface Period {
  readonly since: Date;
  readonly until: Date;
}

interface Terms {
  readonly step: Step;
  /** The most that may be asked for, and what is told without a word, in steps. */
  readonly most: number;
  readonly usual: number;
  readonly inWords: string;
  /** How far back there is anything. */
  readonly days?: number;
}

const DAY_MS = 86_400_000;
export const LENGTHS: Readonly<Record<Step, number>> = { minute: 60_000, hour: 3_600_000, day: DAY_MS };
/** One day less than is kept: what is asked for is there. */
const ASKED_DAYS = KEPT_DAYS - 1;

export const SERIES: Readonly<Record<Step, Terms>> = {
  minute: { step: 'minute', most: 1440, usual: 60, inWords: 'a day of minutes', days: ASKED_DAYS },
  hour: { step: 'hour', most: 31 * 24, usual: 24, inWords: '31 days of hours' },
  day: { step: 'day', most: 366, usual: 30, inWords: '366 days' },
};
export const FAILURES: Terms = { step: 'hour', most: 7 * 24, usual: 24, inWords: 'seven days', days: ASKED_DAYS };

/** One more than the most: a period may begin and end within a step. */
export const MOST_STEPS = 1441;

/**
 * The whole steps in which the period lies, none of which begins after now.
 * @throws DomainError `validation_failed` for a period that is empty, too long or too long ago
 */
export function periodOf({ step, most, usual, inWords, days }: Terms, asked: AskedPeriod, now: number): Period {
  const length = LENGTHS[step];
  const until = Math.min(asked.until?.getTime() ?? now, now);
  const since = asked.since?.getTime() ?? until - usual * length;
  if (since >= until) throw unfit('is_empty', 'since has to be before until, and before now');
  if (until - since > most * length) throw unfit('is_too_long', `${inWords} are the most that is told at once`);
  if (days !== undefined && since < now - days * DAY_MS)
    throw unfit('is_too_long_ago', `this is told of the last ${days} days`);
  return {
    since: new Date(Math.floor(since / length) * length),
    until: new Date(Math.ceil(until / length) * length),
  };
}

const unfit = (code: string, message: string): DomainError =>
  new DomainError('validation_failed', { detail: `${message}.`, errors: [{ field: 'since', code, message }] });
