import { Injectable, Logger } from '@nestjs/common';
import { delayAfter } from '#libs/outbox';
import { Database } from '#libs/persistence';
import { Config } from '#libs/platform';
import { Letters } from '../letters/letters.js';
import { MailAbility } from '../mail-ability.js';
import { MailVault } from '../mail-vault.js';
import { type DueMail, DueMails } from './due-mails.js';
import { inShort, isRecipientRefused } from './failure.js';
import { GivenUp } from './given-up.js';
import { MailMetrics } from './mail-metrics.js';
import type { Message, Transport } from './transport.js';
import { transportOf } from './transport-of.js';

/** From the first byte to the server's last word, however slowly it speaks. Well within a lease. */
const SENDING_MS = 120_000;
/** Between attempts, in seconds. */
const PATIENCE = { first: 15, longest: 15 * 60 };

/** Sends one mail, and notes what became of it. */
@Injectable()
export class DeliverMail {
  private readonly logger = new Logger('Mail');
  private readonly transport: Transport | undefined;
  /** What went wrong of late; said once, not with each mail. */
  private trouble: string | undefined;

  constructor(
    config: Config,
    mailAbility: MailAbility,
    private readonly database: Database,
    private readonly letters: Letters,
    private readonly mailVault: MailVault,
    private readonly dueMails: DueMails,
    private readonly givenUp: GivenUp,
    private readonly mailMetrics: MailMetrics,
  ) {
    this.transport = transportOf(config, mailAbility);
  }

  /**
   * A mail of which it cannot be noted what became of it is sent again when its lease is over. Never rejects.
   * @param stopping breaks off: the mail is left to others
   */
  async execute(mail: DueMail, stopping: AbortSignal): Promise<void> {
    try {
      const error = await this.send(mail, stopping);
      if (error === undefined) await this.sent(mail);
      else if (stopping.aborted) await this.dueMails.postpone(mail, 0);
      else await this.failed(mail, error);
    } catch (error) {
      this.logger.warn(`what became of a mail could not be noted: ${String(error)}`);
    }
  }

  /** @returns why it was not sent */
  private async send(mail: DueMail, stopping: AbortSignal): Promise<unknown> {
    try {
      const signal = AbortSignal.any([stopping, AbortSignal.timeout(SENDING_MS)]);
      if (this.transport === undefined) throw new Error('mails are off');
      await this.transport.send(this.messageOf(mail), signal);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  private messageOf({ id, kind, created_at, sealed }: DueMail): Message {
    const { to, values } = this.mailVault.open(id, sealed);
    const letter = this.letters.write(kind, values);
    return { id, kind, created_at, to, key: values['link'] ?? values['code'], ...letter };
  }

  private async sent(mail: DueMail): Promise<void> {
    this.mailMetrics.count('sent');
    if (this.trouble !== undefined) this.logger.log('mails get out again');
    this.trouble = undefined;
    await this.dueMails.settleSent(mail);
  }

  private async failed(mail: DueMail, error: unknown): Promise<void> {
    this.mailMetrics.count('failed');
    if (isRecipientRefused(error)) return this.giveUp(mail);
    const { kind, attempts } = mail;
    const why = inShort(error);
    const delay = delayAfter(attempts, PATIENCE);
    if (why === this.trouble) this.logger.debug({ message: `a mail was not sent: ${why}`, kind, attempts });
    else this.logger.warn({ message: `a mail was not sent, and will be tried again: ${why}`, kind, attempts });
    this.trouble = why;
    await this.dueMails.postpone(mail, delay);
  }

  private async giveUp(mail: DueMail): Promise<void> {
    await this.database.transaction(async transaction => {
      const isOurs = await this.dueMails.giveUp(transaction, mail);
      if (isOurs) await this.givenUp.record(transaction, [mail], 'recipient_refused');
    });
  }
}
