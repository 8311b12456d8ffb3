import { Injectable } from '@nestjs/common';
import { type Failures, FailedLogins } from '#libs/audit';
import { DatabaseClock } from '#libs/revocations';
import { type AskedPeriod, FAILURES, type Period, periodOf } from './period.js';

export interface FailuresAsked extends AskedPeriod {
  readonly limit: number;
}

export interface MostFailures extends Period {
  /** Whether all failures of the period were looked through. */
  readonly complete: boolean;
  readonly most: readonly Failures[];
}

/** Tells from where, or at whose account, most logins have failed. */
@Injectable()
export class ReadFailures {
  constructor(
    private readonly failedLogins: FailedLogins,
    private readonly databaseClock: DatabaseClock,
  ) {}

  /** @throws DomainError `validation_failed` */
  async execute(by: 'ip' | 'user_id', { limit, ...asked }: FailuresAsked): Promise<MostFailures> {
    const period = periodOf(FAILURES, asked, this.databaseClock.now);
    const most = await this.failedLogins.most(by, { ...period, limit });
    return { ...period, most, complete: most[0]?.complete ?? true };
  }
}
