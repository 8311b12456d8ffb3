import { randomInt } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Database } from '#libs/persistence';
import { networkOf, providersOf } from '#libs/platform';
import { type MailRequest, MailRequests, MailboxAllowance } from '#libs/users';
import { Answerer } from './answerer.js';
import { Letters } from './letters.js';

/** One after another: it must not take from those who wait for an answer. */
const TURN = 'mails that were asked for';
/** In milliseconds. At random, so that what is done can be told neither by the answer nor by the one after it. */
const SOONEST = 20;
const LATEST = 500;
/** Requests that an instance looks into by itself. What comes beyond is written down too, and is the clean-up's. */
const MOST_WAITING = 500;
const TELL_EVERY_MS = 60_000;

/**
 * Takes requests for mails from strangers, in the same time and with the same answer whatever address they give: a request is
 * written down, and looked into afterwards. What an instance leaves behind that is killed meanwhile the clean-up does.
 */
@Injectable()
export class AskedMails implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(AskedMails.name);
  private readonly timers = new Set<NodeJS.Timeout>();
  private answerers: readonly Answerer[] = [];
  private waiting = 0;
  private failures = 0;
  private toldAt = -Infinity;

  constructor(
    private readonly discoveryService: DiscoveryService,
    private readonly database: Database,
    private readonly letters: Letters,
    private readonly mailRequests: MailRequests,
    private readonly mailboxAllowance: MailboxAllowance,
  ) {}

  onModuleInit(): void {
    this.answerers = providersOf(this.discoveryService, Answerer);
  }

  /** What is not done yet is left to other instances, or to the next start. */
  onModuleDestroy(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  /**
   * @param given the id of the request, where something is kept of it besides
   * @throws DomainError `mail_off`
   */
  async take(request: MailRequest, given?: string): Promise<void> {
    this.letters.assertOn();
    const id = await this.mailRequests.take(request, given);
    if (this.waiting >= MOST_WAITING) return;
    this.waiting++;
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        void this.answer(id).finally(() => this.waiting--);
      },
      randomInt(SOONEST, LATEST),
    ).unref();
    this.timers.add(timer);
  }

  /** Does what was asked for, all of it or nothing, unless it is done. Never rejects. @returns whether it is done now */
  async answer(id: string): Promise<boolean> {
    try {
      await this.database.inTurn(TURN, async transaction => {
        const request = await this.mailRequests.claim(transaction, id);
        if (request === undefined) return;
        const network = networkOf(request.ip ?? '');
        if (!(await this.mailboxAllowance.takeOfAsker(transaction, request.kind, network))) return;
        await this.answerers.find(({ kind }) => kind === request.kind)?.answer(transaction, request);
      });
      return true;
    } catch (error) {
      this.noteFailure(error);
      return false;
    }
  }

  /** A line a minute, whatever somebody asks for. */
  private noteFailure(error: unknown): void {
    this.failures++;
    if (performance.now() - this.toldAt < TELL_EVERY_MS) return;
    this.logger.warn(
      `Mails that were asked for were not made this time (${this.failures}), the last one: ${String(error)}`,
    );
    this.toldAt = performance.now();
    this.failures = 0;
  }
}
