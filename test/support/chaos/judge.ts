import { setTimeout as delay } from 'node:timers/promises';
import { STALENESS_LIMIT, type Subscriber } from './stage.js';
import { METER_LAG_MS, type Stillness } from './stillness.js';

/** A connected service refuses a revoked token from then on; milliseconds from the acknowledgement, see `Stillness`. */
const CONNECTED_LIMIT_MS = 250;
/** A service that is cut off judges nobody beyond its limit; some room for the machine. */
const CUT_LIMIT_MS = STALENESS_LIMIT * 1000 + 500;
/** After a trouble a service has so long to find another instance. */
const RECOVERY_MS = 4000;

/** A token whose revocation was acknowledged at a time of this process's own clock, in milliseconds. */
export interface Revoked {
  readonly token: string;
  readonly jti: string;
  readonly acknowledged: number;
}

export interface Violation {
  readonly rule: 'known' | 'connected' | 'cut';
  readonly jti: string;
  readonly service: number;
  /** Milliseconds after the acknowledgement. */
  readonly late: number;
}

/** Asks the services with revoked tokens, and judges their answers by what they claim and by what befell them. */
export class Judge {
  readonly violations: Violation[] = [];
  /** Answers by status. */
  readonly answers: Record<number, number> = {};
  /** How often the 250 ms, in which nobody waited for a processor, were held against a service. */
  strict = 0;
  private readonly troubledUntil: number[];

  constructor(
    private readonly subscribers: readonly Subscriber[],
    private readonly stillness: Stillness,
  ) {
    this.troubledUntil = subscribers.map(() => 0);
  }

  /** Holds the 250 ms against these services again only some time after `trouble` is over. */
  async during(places: readonly number[], trouble: () => Promise<unknown>): Promise<void> {
    for (const place of places) this.troubledUntil[place] = Infinity;
    await trouble();
    for (const place of places) this.troubledUntil[place] = performance.now() + RECOVERY_MS;
  }

  /** Presents a revoked token to all services. */
  async ask(revoked: Revoked): Promise<void> {
    await Promise.all(this.subscribers.map((_, place) => this.askOne(revoked, place)));
  }

  private async askOne(revoked: Revoked, place: number): Promise<void> {
    const { api } = this.subscribers[place]!.notes;
    // Before the token: what the service claims to know by now.
    const completeUpTo = await this.claimOf(place);
    const sent = performance.now();
    const isTroubled = (this.troubledUntil[place] ?? 0) > sent;
    const { status } = await api.get('/v1/my/topics', { token: revoked.token });
    this.answers[status] = (this.answers[status] ?? 0) + 1;
    const late = sent - revoked.acknowledged;
    // The meter's word is waited for only where somebody may be accused by it.
    if (status === 200) await delay(METER_LAG_MS);
    const isStrict = !isTroubled && this.workedFor(revoked.acknowledged, sent) > CONNECTED_LIMIT_MS;
    if (isStrict) this.strict++;
    if (status !== 200) return;
    const accuse = (rule: Violation['rule']): void =>
      void this.violations.push({ rule, jti: revoked.jti, service: place, late });
    if (completeUpTo >= revoked.acknowledged) accuse('known');
    else if (late > CUT_LIMIT_MS) accuse('cut');
    else if (isStrict) accuse('connected');
  }

  /** Milliseconds between these in which nobody waited for a processor. */
  private workedFor(from: number, to: number): number {
    return to - from - this.stillness.waitedBetween(from, to);
  }

  /** The time of this process's clock up to which the service says that it knows everything. */
  private async claimOf(place: number): Promise<number> {
    const asked = performance.now();
    const { body } = await this.subscribers[place]!.notes.api.get('/health/ready');
    const age = body['age_seconds'];
    return typeof age === 'number' ? asked - age * 1000 : -Infinity;
  }
}
