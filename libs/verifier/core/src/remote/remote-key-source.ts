import { KeySource } from '../key-source.js';
import type { VerificationKey } from '../signature.js';
import { CannotVerify } from '../token-errors.js';
import { Backoff } from './backoff.js';
import { cacheLifetimeOf } from './cache-lifetime.js';
import { type Clock, monotonicSeconds } from './clock.js';
import type { Discovery } from './discovery.js';
import type { Http } from './http.js';
import { readKeySet } from './key-set.js';
import { Latch } from './latch.js';
import { pause } from './pause.js';
import type { Trouble } from './trouble.js';

/** All in seconds. */
const LIFETIME = { unsaid: 300, least: 30, most: 86_400 };
/** Keys are fetched anew when this share of their lifetime has passed. */
const REFRESH_SHARE = 0.8;
/** The last good keys serve so much longer than they should, while no newer ones are to be had. */
const GRACE = 3600;
/** Unknown key ids, which anybody can make up, cause no more than one fetch in this time. */
const UNKNOWN_COOLDOWN = 30;

/** The issuer's keys (RFC 7517), kept up to date in the background. */
export class RemoteKeySource extends KeySource {
  private readonly ready = new Latch();
  private keys = new Map<string, VerificationKey>();
  private freshUntil = -Infinity;
  private fetching: Promise<void> | undefined;
  private askedForUnknown = { at: -Infinity, failed: false };

  constructor(
    private readonly http: Http,
    private readonly discovery: Discovery,
    private readonly trouble: Trouble,
    private readonly clock: Clock = monotonicSeconds,
  ) {
    super();
  }

  get size(): number {
    return this.keys.size;
  }

  /** Kept when keys have come for the first time. */
  get loaded(): Promise<void> {
    return this.ready.opened;
  }

  /** Keeps the keys up to date until the signal is given. */
  async run(signal: AbortSignal): Promise<void> {
    const backoff = new Backoff();
    while (!signal.aborted) {
      await pause(await this.refresh(backoff, signal), signal);
    }
  }

  override find(kid: string): VerificationKey | undefined | Promise<VerificationKey | undefined> {
    const now = this.clock();
    if (now > this.freshUntil + GRACE) throw new CannotVerify('the keys of the issuer are not to be had');
    return this.keys.get(kid) ?? this.findUnknown(kid, now);
  }

  /** Drops a key that was compromised. */
  evict(kid: string): void {
    this.keys.delete(kid);
  }

  private async findUnknown(kid: string, now: number): Promise<VerificationKey | undefined> {
    if (this.fetching === undefined && now - this.askedForUnknown.at < UNKNOWN_COOLDOWN) {
      if (this.askedForUnknown.failed) throw new CannotVerify('it cannot be found out whether the issuer has this key');
      return undefined;
    }
    if (this.fetching === undefined) this.askedForUnknown = { at: now, failed: false };
    try {
      await this.fetch();
    } catch (error) {
      this.askedForUnknown.failed = true;
      throw new CannotVerify('the keys of the issuer are not to be had', 1, { cause: error });
    }
    return this.keys.get(kid);
  }

  /** @returns the milliseconds after which to fetch again */
  private async refresh(backoff: Backoff, signal: AbortSignal): Promise<number> {
    try {
      await this.fetch();
      this.trouble.over('keys');
      backoff.reset();
      return (this.freshUntil - this.clock()) * REFRESH_SHARE * 1000;
    } catch (error) {
      if (!signal.aborted) this.trouble.report('keys', error);
      return backoff.next();
    }
  }

  private fetch(): Promise<void> {
    this.fetching ??= this.load().finally(() => (this.fetching = undefined));
    return this.fetching;
  }

  private async load(): Promise<void> {
    const { jwks_uri: url } = await this.discovery.find();
    const asked = this.clock();
    const { body, headers } = await this.http.json({ url });
    this.keys = readKeySet(body);
    const lifetime = cacheLifetimeOf(headers) ?? LIFETIME.unsaid;
    this.freshUntil = asked + Math.min(Math.max(lifetime, LIFETIME.least), LIFETIME.most);
    this.ready.open();
  }
}
