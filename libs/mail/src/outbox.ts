import { Injectable } from '@nestjs/common';
import { statement, type Transaction } from '#libs/persistence';
import { newId } from '#libs/platform';
import { Postman } from './delivery/postman.js';
import { MailAbility } from './mail-ability.js';
import { MailVault } from './mail-vault.js';
import { MAIL_VALUES } from './mail-kinds.js';
import type { Mail } from './mail.js';

/** No white space, no second address, nothing that could end a header field. */
const ONE_ADDRESS = /^[^\s\p{Cc}<>,;"()\\]+@[^\s\p{Cc}<>,;"()\\@]+$/u;

/** Where a mail is left within the transaction of what it tells of: it goes out if, and only if, that is committed. */
@Injectable()
export class Outbox {
  constructor(
    private readonly mailAbility: MailAbility,
    private readonly mailVault: MailVault,
    private readonly postman: Postman,
  ) {}

  /**
   * Nobody waits until it is sent. Does nothing where mails are off.
   * @throws Error for what is not one plain address, or lacks a value that is said of this kind
   */
  async post(transaction: Transaction, { kind, user_id, to, values, expires_at }: Mail): Promise<void> {
    if (!ONE_ADDRESS.test(to)) throw new Error(`a mail of kind ${kind} is addressed to what is no address`);
    const missing = MAIL_VALUES[kind].filter(name => values[name] === undefined);
    if (missing.length > 0) throw new Error(`a mail of kind ${kind} lacks ${missing.join(', ')}`);
    if (!this.mailAbility.isOn) return;
    const id = newId();
    const sealed = this.mailVault.seal(id, { to, values });
    await transaction.run(insertMail, { id, kind, user_id, sealed, expires_at: expires_at ?? null });
    transaction.afterwards(committed => {
      if (committed) this.postman.wake();
    });
  }
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly user_id: string | null;
  readonly sealed: Buffer;
  readonly expires_at: Date | null;
}

const insertMail = statement<never, Row>(
  'mail.post',
  `INSERT INTO mails (id, kind, user_id, sealed, due_at, give_up_at)
   VALUES (:id, :kind, :user_id, :sealed, statement_timestamp(),
           least(:expires_at, statement_timestamp() + interval '1 day'))`,
);
