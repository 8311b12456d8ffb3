import type { RevocationBatch, RevocationEntry } from '../../../../contracts/src/index.js';
import { Backoff } from './backoff.js';
import type { ClientToken } from './client-token.js';
import { type Clock, monotonicSeconds } from './clock.js';
import { Deadline } from './deadline.js';
import type { Discovery } from './discovery.js';
import type { Freshness } from './freshness.js';
import { type Http, RequestFailed } from './http.js';
import { Latch } from './latch.js';
import { pause } from './pause.js';
import type { RevocationPicture } from './revocation-picture.js';
import { batchesOf, type StreamRequest } from './revocation-stream.js';
import type { Trouble } from './trouble.js';

/** All in seconds. */
export interface SubscriptionTiming {
  /** Messages come at least once a second; after so long without one the connection is given up. */
  readonly silence: number;
  /** How long to wait for the first message of a connection: at first, and after it was waited for in vain. */
  readonly patience: { readonly least: number; readonly most: number };
  /** A message that comes so late shows that the way is blocked, or that a clock was set. */
  readonly lateness: number;
  /** A connection that has lasted so long was a good one. */
  readonly proven: number;
  /** Where the first answer took longer, the clocks are compared too vaguely to stay with it. */
  readonly vague: number;
}

const TIMING: SubscriptionTiming = { silence: 2.5, patience: { least: 3, most: 20 }, lateness: 3, proven: 5, vague: 1 };
const FORGET_EVERY = 30;

/** The clocks or the way to the issuer are not as they were when this connection began. */
class StreamLate extends Error {
  constructor(lateness: number) {
    const text = lateness < 0 ? 'is ahead of its time' : `is ${lateness.toFixed(1)} s behind`;
    super(`The feed of revocations ${text}, so it is begun again.`);
    this.name = 'StreamLate';
  }
}

export interface SubscriptionParts {
  readonly http: Http;
  readonly discovery: Discovery;
  readonly token: ClientToken;
  readonly picture: RevocationPicture;
  readonly freshness: Freshness;
  readonly trouble: Trouble;
  readonly onNews: (news: readonly RevocationEntry[]) => void;
}

/** Follows the stream of revocations: again and again, since every connection ends some time. */
export class RevocationSubscription {
  private readonly ready = new Latch();
  private readonly backoff = new Backoff();
  private readonly timing: SubscriptionTiming;
  private patience: number;
  private isConnected = false;
  private forgotAt = 0;

  constructor(
    private readonly parts: SubscriptionParts,
    timing: Partial<SubscriptionTiming> = {},
    private readonly clock: Clock = monotonicSeconds,
  ) {
    this.timing = { ...TIMING, ...timing };
    this.patience = this.timing.patience.least;
  }

  /** Kept when the first whole picture has come. */
  get loaded(): Promise<void> {
    return this.ready.opened;
  }

  get connected(): boolean {
    return this.isConnected;
  }

  /** Follows the stream until the signal is given. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.follow(signal).catch((error: unknown) => {
        if (!signal.aborted) this.parts.trouble.report('revocations', error);
      });
      this.isConnected = false;
      await pause(this.backoff.next(), signal);
    }
  }

  /** One connection, from beginning to end. */
  private async follow(signal: AbortSignal): Promise<void> {
    const { discovery, token, picture } = this.parts;
    const { revocations_stream_endpoint: url } = await discovery.find();
    const bearer = await token.get();
    picture.abandon();
    const deadline = new Deadline(signal);
    try {
      await this.read({ url, token: bearer, cursor: picture.cursor, signal: deadline.signal }, deadline);
    } catch (error) {
      if (error instanceof RequestFailed && error.status === 401) token.forget(bearer);
      if (!this.isConnected && deadline.signal.aborted) this.becomeMorePatient();
      throw error;
    } finally {
      deadline.lift();
    }
  }

  private async read(request: StreamRequest, deadline: Deadline): Promise<void> {
    const sentAt = this.clock();
    deadline.after(this.patience * 1000, `no message within ${this.patience} s`);
    let heard = false;
    let compareAnewAt: number | undefined;
    for await (const batch of batchesOf(this.parts.http, request)) {
      deadline.after(this.timing.silence * 1000, `no message within ${this.timing.silence} s`);
      if (!heard) this.begin(this.clock() - sentAt);
      heard = true;
      this.take(batch);
      if (batch.as_of === null) continue;
      this.judge(Date.parse(batch.as_of) / 1000, compareAnewAt === undefined ? sentAt : undefined);
      const lasted = this.clock() - sentAt;
      compareAnewAt ??= this.lastsUntil(lasted);
      if (lasted > this.timing.proven) this.backoff.reset();
      if (lasted > compareAnewAt) return;
    }
    if (!heard) throw new RequestFailed('The feed of revocations ended before anything had come.');
  }

  /**
   * The view counts as older than it is by as much as the first complete answer took. A connection that was begun in a bad
   * moment must not stay like that: it is ended for a new one, later the longer it took.
   * @returns seconds that the connection may last
   */
  private lastsUntil(waited: number): number {
    return waited > this.timing.vague ? Math.max(this.timing.proven, 2 * waited) : Infinity;
  }

  /** Nothing came in time. If the issuer is slow rather than away, it must be able to answer in the end. */
  private becomeMorePatient(): void {
    this.patience = Math.min(this.patience * 2, this.timing.patience.most);
  }

  /** The first message has come, after so many seconds; the next connection may take twice as long. */
  private begin(waited: number): void {
    const { least, most } = this.timing.patience;
    this.patience = Math.min(Math.max(waited * 2, least), most);
    this.isConnected = true;
  }

  private take(batch: RevocationBatch): void {
    const news = this.parts.picture.apply(batch);
    if (news.length > 0) this.parts.onNews(news);
  }

  /**
   * Notes up to when the view is complete.
   * @param sentAt when the request was sent that this is the first complete answer to
   */
  private judge(asOf: number, sentAt: number | undefined): void {
    const { freshness, trouble } = this.parts;
    if (sentAt !== undefined) freshness.calibrate(sentAt, asOf);
    else {
      const lateness = freshness.advance(asOf, this.clock());
      if (lateness < 0 || lateness > this.timing.lateness) throw new StreamLate(lateness);
      trouble.over('revocations');
    }
    this.forgetExpired(asOf);
    this.ready.open();
  }

  /** By the database's clock; but if this machine's is behind, so is the end of the tokens that it verifies. */
  private forgetExpired(asOf: number): void {
    const now = Math.min(asOf, Date.now() / 1000);
    if (now < this.forgotAt + FORGET_EVERY && now >= this.forgotAt) return;
    this.forgotAt = now;
    this.parts.picture.state?.forgetExpired(now);
  }
}
