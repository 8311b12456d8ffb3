import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Rounds } from '#libs/outbox';
import { MailAbility } from '../mail-ability.js';
import { DeliverMail } from './deliver-mail.js';
import { type DueMail, DueMails } from './due-mails.js';
import { MailMetrics } from './mail-metrics.js';

/** Mails that one process sends at the same time. */
const AT_ONCE = 4;

/** Sends the mails that are in the outbox, in every process that serves. */
@Injectable()
export class Postman implements OnModuleDestroy {
  private readonly rounds: Rounds<DueMail>;

  constructor(
    private readonly mailAbility: MailAbility,
    dueMails: DueMails,
    deliverMail: DeliverMail,
    mailMetrics: MailMetrics,
  ) {
    this.rounds = new Rounds('Mail', AT_ONCE, {
      take: room => dueMails.take(room),
      send: (mail, stopping) => deliverMail.execute(mail, stopping),
      measure: async () => mailMetrics.note(await dueMails.backlog()),
    });
  }

  start(): void {
    if (this.mailAbility.isOn) this.rounds.start();
  }

  /** There may be something to send. Nobody waits for that. */
  wake(): void {
    this.rounds.wake();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }
}
