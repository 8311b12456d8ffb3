import { Injectable } from '@nestjs/common';
import { type AuditEvent, Witness } from '#libs/audit';
import { fromWhere, momentInWords } from '#libs/mail';
import type { Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { type UserRecord, Users } from '#libs/users';
import { Letters } from '../letters/letters.js';
import { type Notice, NOTICED_KINDS, noticesOf } from './notice.js';

/** A person's first login is always by a new device. */
const NEW_ACCOUNT_MS = 60 * 60_000;

/**
 * Tells people by mail what was done to their account, each time with a link for who has not done it. It learns of it from the audit
 * trail, so that no use case can forget to say.
 */
@Injectable()
export class NotifyOwner extends Witness {
  override readonly kinds = NOTICED_KINDS;

  constructor(
    private readonly users: Users,
    private readonly letters: Letters,
  ) {
    super();
  }

  override async hear(transaction: Transaction, event: AuditEvent): Promise<void> {
    if (!this.letters.isOn) return;
    for (const notice of noticesOf(event)) {
      const user = await this.find(transaction, notice.user_id);
      if (user?.status === 'active' && !isExpected(notice, user)) await this.send(transaction, event, notice, user);
    }
  }

  private async send(
    transaction: Transaction,
    { actor }: AuditEvent,
    { kind, user_id, values }: Notice,
    { email: to }: UserRecord,
  ): Promise<void> {
    // From where an administrator works is not for everybody to know.
    const source = actor.id === null || actor.id === user_id ? actor : { ip: null, user_agent: null };
    const said = { ...values, ...fromWhere(source), when: momentInWords(new Date()) };
    await this.letters.send(transaction, { kind, user_id, to, values: said }, () =>
      this.letters.link(transaction, 'not-me', { purpose: 'not_me', user_id }),
    );
  }

  private async find(transaction: Transaction, id: string): Promise<UserRecord | undefined> {
    try {
      return await this.users.get(id, transaction);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'user_not_found') return undefined;
      throw error;
    }
  }
}

const isExpected = ({ kind }: Notice, { created_at }: UserRecord): boolean =>
  kind === 'notice_new_device' && Date.now() - created_at.getTime() < NEW_ACCOUNT_MS;
