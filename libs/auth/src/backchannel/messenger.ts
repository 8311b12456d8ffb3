import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Rounds } from '#libs/outbox';
import { FeedPicture } from '#libs/revocations';
import { MarkSessionsToTell } from '#libs/sessions';
import { BackChannelMetrics } from './backchannel-metrics.js';
import { DeliverLogout } from './deliver-logout.js';
import { type DueLogout, DueLogouts } from './due-logouts.js';
import { LeaveLogouts } from './leave-logouts.js';
import { SHARE, Shares } from './shares.js';

/** What one process tells at the same time. */
const AT_ONCE = 32;
/** Ends of sessions come in swarms: what is heard meanwhile is looked at together. */
const GATHERING_MS = 50;
/** Sessions that are marked by one transaction. */
const MARKED = 500;

/** Tells applications that sessions of theirs are over, in every process that serves. */
@Injectable()
export class Messenger implements OnModuleDestroy {
  private readonly logger = new Logger('BackChannel');
  private readonly shares = new Shares();
  private readonly rounds: Rounds<DueLogout>;
  /** Users and clients of whom it was heard that all of their sessions may have ended. */
  private heard = new Set<string>();
  private gathering: NodeJS.Timeout | undefined;
  private isServing = false;

  constructor(
    private readonly markSessionsToTell: MarkSessionsToTell,
    private readonly leaveLogouts: LeaveLogouts,
    private readonly dueLogouts: DueLogouts,
    private readonly deliverLogout: DeliverLogout,
    feedPicture: FeedPicture,
    backChannelMetrics: BackChannelMetrics,
  ) {
    this.rounds = new Rounds('BackChannel', AT_ONCE, {
      take: room => this.take(room),
      send: (logout, stopping) => this.send(logout, stopping),
      measure: async () => backChannelMetrics.note(await dueLogouts.backlog()),
    });
    feedPicture.onEntry(entry => {
      if (entry.kind === 'subject') this.hear(entry.sub);
      else if (entry.kind === 'session') this.hear(undefined);
    });
  }

  /** Call it when the feed has been read: what ended before is in the database. */
  start(): void {
    this.isServing = true;
    this.rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.isServing = false;
    clearTimeout(this.gathering);
    await this.rounds.stop();
  }

  /** The feed tells every instance of each end at once. Nobody who ends a session waits for what becomes of that. */
  private hear(subject: string | undefined): void {
    if (!this.isServing) return;
    if (subject !== undefined) this.heard.add(subject);
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      this.rounds.wake();
    }, GATHERING_MS);
  }

  private async take(room: number): Promise<DueLogout[]> {
    await this.findOut();
    const taken = await this.dueLogouts.take(room, SHARE, this.shares.exceptions);
    for (const { client_id } of taken) this.shares.begin(client_id);
    return taken;
  }

  /** Part after part, each followed by a look at what is due: nobody waits until a large one has been looked through. */
  private async findOut(): Promise<void> {
    const { heard } = this;
    this.heard = new Set();
    try {
      const isMore = heard.size > 0 && (await this.markSessionsToTell.execute([...heard], MARKED));
      if (isMore) this.listenAgain(heard);
      if ((await this.leaveLogouts.ofEnded()) || isMore) this.rounds.wake();
    } catch (error) {
      this.listenAgain(heard);
      this.logger.debug(`what has ended could not be looked through: ${String(error)}`);
    }
  }

  private listenAgain(heard: ReadonlySet<string>): void {
    for (const subject of heard) this.heard.add(subject);
  }

  private async send(logout: DueLogout, stopping: AbortSignal): Promise<void> {
    const hasAnswered = await this.deliverLogout.execute(logout, stopping);
    this.shares.end(logout.client_id, hasAnswered);
  }
}
