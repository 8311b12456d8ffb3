import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { MailAbility } from '../mail-ability.js';
import { DeliverMail } from './deliver-mail.js';
import { DueMails } from './due-mails.js';
import { MailMetrics } from './mail-metrics.js';

/** How often it looks for mails that other processes have posted, and for those that are to be tried again. */
const LOOK_EVERY_MS = 1000;
const MEASURE_EVERY_MS = 15_000;
/** Mails that one process sends at the same time. */
const AT_ONCE = 4;
/** How long a stopping process waits for those that are being sent: a server that answers needs less. */
const FINISHING_MS = 5000;

/** Sends what is in the outbox, in every process that serves. They need not agree: each takes what nobody else has taken. */
@Injectable()
export class Postman implements OnModuleDestroy {
  private readonly logger = new Logger('Mail');
  private readonly breakOff = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private readonly timers: NodeJS.Timeout[] = [];
  private isServing = false;
  private isWoken = false;
  private isLooking = false;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly mailAbility: MailAbility,
    private readonly dueMails: DueMails,
    private readonly deliverMail: DeliverMail,
    private readonly mailMetrics: MailMetrics,
  ) {}

  start(): void {
    if (!this.mailAbility.isOn) return;
    this.isServing = true;
    this.every(LOOK_EVERY_MS, () => this.wake());
    this.every(MEASURE_EVERY_MS, () => void this.measure());
    this.wake();
    void this.measure();
  }

  /** There may be something to send. Nobody waits for that. */
  wake(): void {
    this.isWoken = true;
    if (!this.isLooking) this.looking = this.look();
  }

  /** Takes nothing more, and lets what is being sent finish; what takes too long is left to others, who may send it again. */
  async onModuleDestroy(): Promise<void> {
    this.isServing = false;
    for (const timer of this.timers) clearInterval(timer);
    const late = setTimeout(() => this.breakOff.abort(), FINISHING_MS);
    await this.looking;
    await Promise.all(this.underWay);
    clearTimeout(late);
  }

  private async look(): Promise<void> {
    this.isLooking = true;
    while (this.isWoken && this.isServing && this.room > 0) {
      this.isWoken = false;
      for (const mail of await this.take()) this.begin(this.deliverMail.execute(mail, this.breakOff.signal));
    }
    this.isLooking = false;
  }

  private begin(delivery: Promise<void>): void {
    const ending = delivery.then(() => {
      this.underWay.delete(ending);
      this.wake();
    });
    this.underWay.add(ending);
  }

  private async take(): ReturnType<DueMails['take']> {
    try {
      return await this.dueMails.take(this.room);
    } catch (error) {
      this.logger.debug(`the outbox could not be read: ${String(error)}`);
      return [];
    }
  }

  private async measure(): Promise<void> {
    try {
      this.mailMetrics.note(await this.dueMails.backlog());
    } catch {
      // The readiness check tells of a database that is gone.
    }
  }

  private get room(): number {
    return AT_ONCE - this.underWay.size;
  }

  private every(milliseconds: number, work: () => void): void {
    this.timers.push(setInterval(work, milliseconds).unref());
  }
}
