import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { Standing, turnOfSubject } from '#libs/revocations';
import { Sessions } from '#libs/sessions';
import type { SessionOfUser } from '../passwords/own-guesses.js';

/**
 * Lets somebody change what protects their own account: one change after another, and only while the session that asks lives. So
 * whatever ends it, a new password above all, has either come after the change, or there is none.
 */
@Injectable()
export class OwnAccount {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
    private readonly sessions: Sessions,
  ) {}

  /** @throws DomainError `invalid_token` if session or account are over by now; and what `work` throws */
  change<T>({ user_id, session_id }: SessionOfUser, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.database.inTurn(turnOfSubject(user_id), async transaction => {
      await this.standing.lock(transaction, user_id);
      if (!(await this.sessions.hold(transaction, user_id, session_id))) throw new DomainError('invalid_token');
      return work(transaction);
    });
  }
}
