import { Injectable } from '@nestjs/common';
import { type AuditEvent, AuditTrail, Witness } from '#libs/audit';
import { fromWhere, momentInWords } from '#libs/mail';
import type { Transaction } from '#libs/persistence';
import { DomainError, timeOfId } from '#libs/platform';
import { type UserRecord, Users } from '#libs/users';
import { type Letter, Letters } from '../letters/letters.js';
import { inWordsOf, type Notice, NOTICED_KINDS, noticesOf } from './notice.js';

/** A person's first login is always by a new device. */
const NEW_ACCOUNT_MS = 60 * 60_000;
/** Whoever was there so long before they were here has come from another system. */
const CAME_LATER_MS = 60_000;

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
    private readonly auditTrail: AuditTrail,
  ) {
    super();
  }

  override async hear(transaction: Transaction, event: AuditEvent): Promise<void> {
    if (!this.letters.isOn) return;
    for (const notice of noticesOf(event)) {
      const user = await this.find(transaction, notice.user_id);
      if (user?.status !== 'active' || (await this.isExpected(notice, user))) continue;
      await this.send(transaction, event, notice, user);
    }
  }

  /** Where there were too many of one kind, it says that there is more: nothing harmless is to keep what matters from being told. */
  private async send(
    transaction: Transaction,
    { actor }: AuditEvent,
    notice: Notice,
    { email: to }: UserRecord,
  ): Promise<void> {
    const { kind, user_id, values } = notice;
    // From where an administrator works is not for everybody to know.
    const source = actor.id === null || actor.id === user_id ? actor : { ip: null, user_agent: null };
    const when = momentInWords(new Date());
    const post = (letter: Pick<Letter, 'kind' | 'values'>): Promise<boolean> =>
      this.letters.send(transaction, { ...letter, user_id, to }, () =>
        this.letters.link(transaction, 'not-me', { purpose: 'not_me', user_id }),
      );
    if (await post({ kind, values: { ...values, ...fromWhere(source), when } })) return;
    await post({ kind: 'notice_more', values: { event: inWordsOf(notice), when } });
  }

  private async isExpected({ kind }: Notice, { id, created_at }: UserRecord): Promise<boolean> {
    if (kind !== 'notice_new_device') return false;
    if (Date.now() - created_at.getTime() < NEW_ACCOUNT_MS) return true;
    return timeOfId(id) - created_at.getTime() > CAME_LATER_MS && (await this.isFirstLogin(id));
  }

  /** By the trail, which is there before anybody hears of the device. */
  private async isFirstLogin(actor: string): Promise<boolean> {
    return (
      (await this.auditTrail.list({ actor, kinds: ['authn_login_success'] }, { after: undefined, limit: 1 })).length <=
      1
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
