import { ApiPropertyOptional } from '@nestjs/swagger';
import { type Step, STEPS } from '#libs/audit';
import { IsOneOf, IsQueryNumber, IsRfc3339, MayBeAbsent, parseRfc3339 } from '#libs/platform';
import type { AskedPeriod } from '../period.js';

/** Of which time something is told. */
export class PeriodQuery {
  /** From then on. Told are whole steps: the one in which this lies is the first. */
  @ApiPropertyOptional({ format: 'date-time' })
  @MayBeAbsent()
  @IsRfc3339()
  since?: string;

  /** Up to then; absent: up to now. The step in which this lies is the last, as far as it has come. */
  @ApiPropertyOptional({ format: 'date-time' })
  @MayBeAbsent()
  @IsRfc3339()
  until?: string;
}

/** Of which time something is told, and how finely. */
export class SeriesQuery extends PeriodQuery {
  /**
   * How long a step is; days are those of UTC. A period has at most a day of minutes, 31 days of hours or 366 days; without `since` it is
   * an hour, a day or 30 days. Minutes are told of the last 31 days.
   */
  @ApiPropertyOptional({ enum: STEPS, default: 'hour' })
  @MayBeAbsent()
  @IsOneOf(STEPS)
  step: Step = 'hour';
}

/** Of which hours failures are told, and of how many. */
export class FailuresQuery extends PeriodQuery {
  /** At most this many items. */
  @ApiPropertyOptional({ type: 'integer', default: 10 })
  @MayBeAbsent()
  @IsQueryNumber({ minimum: 1, maximum: 50 })
  limit = 10;
}

export const periodAsked = ({ since, until }: PeriodQuery): AskedPeriod => ({
  since: parseRfc3339(since),
  until: parseRfc3339(until),
});
