import { Injectable } from '@nestjs/common';
import type { ProblemCode } from '#libs/contracts';
import { DomainError, Metrics } from '#libs/platform';

const OUTCOMES = [
  'success',
  'factor_required',
  'wrong',
  'limited',
  'overloaded',
  'database_unavailable',
  'refused',
  'failed',
] as const;
type Outcome = (typeof OUTCOMES)[number];

const HELP = 'Logins, each step by itself, by outcome; those that were not understood are not among them.';

const OUTCOME_OF: Partial<Record<ProblemCode, Outcome>> = {
  second_factor_required: 'factor_required',
  invalid_credentials: 'wrong',
  wrong_factor: 'wrong',
  too_many_requests: 'limited',
  overloaded: 'overloaded',
  database_unavailable: 'database_unavailable',
};

/** What becomes of logins, whatever is shown. */
@Injectable()
export class LoginCounts {
  private readonly count: (outcome: Outcome) => void;

  constructor(metrics: Metrics) {
    this.count = metrics.addCounter('gatehouse_logins_total', HELP, 'outcome', OUTCOMES);
  }

  /** Waits for what becomes of a step of a login. @throws what it throws */
  async counted<T>(login: Promise<T>): Promise<T> {
    try {
      const done = await login;
      this.count('success');
      return done;
    } catch (error) {
      this.count(error instanceof DomainError ? (OUTCOME_OF[error.code] ?? 'refused') : 'failed');
      throw error;
    }
  }
}
