import { Logger } from '@nestjs/common';
import { countedAs, type CountedRequest, RateLimitStorage, RequestCounters } from '../http/rate-limit.storage.js';
import { Windows } from '../http/rate-limit.windows.js';
import type { Drawn, Wanted } from './drawn-numbers.js';

/** @returns numbers for each, in the same order; undefined if they cannot be had in time */
type Draw = (wanted: readonly Wanted[]) => Promise<readonly Drawn[] | undefined>;

/** After a draw that has failed, this process counts by itself for so long. */
const ON_ITS_OWN_MS = 5000;
const LOG_INTERVAL_MS = 60_000;

/** Numbers of one window that were drawn and not used yet: from `next` on, as far as before `end`. */
interface Block {
  next: number;
  end: number;
  endsAt: number;
}

interface Hit {
  readonly hit: number;
  readonly endsAt: number;
}

interface Gathering {
  readonly of: Pick<Wanted, 'key' | 'ttl' | 'limit'>;
  readonly waiting: ((hit: Hit | undefined) => void)[];
}

/**
 * Counts requests together with the other workers, by numbers that the primary gives out: what comes in one turn of the
 * event loop asks once. If no answer comes in time this process counts by itself for a while: workers may then let
 * through as much as each of them would alone, but keep nobody waiting.
 */
export class DrawnNumbersStorage extends RequestCounters {
  private readonly logger = new Logger('RateLimit');
  private readonly blocks = new Windows<Block>();
  private readonly own = new RateLimitStorage();
  /** Keys for which numbers ahead are on their way. */
  private readonly drawing = new Set<string>();
  private gathering = new Map<string, Gathering>();
  private onItsOwnUntil = -Infinity;
  private lastLogged = -Infinity;

  constructor(private readonly draw: Draw) {
    super();
  }

  override async increment(key: string, ttl: number, limit: number): Promise<CountedRequest> {
    const now = Date.now();
    const hit = known(this.blockOf(key, ttl, now), limit) ?? (await this.wait({ key, ttl, limit }));
    return hit === undefined ? this.own.increment(key, ttl, limit) : countedAs(hit.hit, limit, hit.endsAt - now);
  }

  private blockOf(key: string, ttl: number, now: number): Block {
    return this.blocks.of(key, now, () => ({ next: 1, end: 1, endsAt: now + ttl }));
  }

  private wait(of: Gathering['of']): Promise<Hit | undefined> {
    if (performance.now() < this.onItsOwnUntil) return Promise.resolve(undefined);
    if (this.gathering.size === 0) setImmediate(() => void this.ask());
    const { waiting } = this.gatheringOf(of);
    return new Promise(resolve => waiting.push(resolve));
  }

  private gatheringOf(of: Gathering['of']): Gathering {
    const known = this.gathering.get(of.key);
    if (known !== undefined) return known;
    const gathering: Gathering = { of, waiting: [] };
    this.gathering.set(of.key, gathering);
    return gathering;
  }

  private async ask(): Promise<void> {
    const asked = [...this.gathering.values()];
    this.gathering = new Map();
    const wanted = asked.map(({ of, waiting }) => {
      const { next, end } = this.blockOf(of.key, of.ttl, Date.now());
      // Ahead only what there is room for: one block a key. Others would be forgotten, and with them a part of the limit.
      const ahead = next >= end && !this.drawing.has(of.key);
      if (ahead) this.drawing.add(of.key);
      return { ...of, hits: waiting.length, ahead };
    });
    const drawn = await this.draw(wanted);
    if (drawn === undefined) this.noteFailure();
    wanted.forEach(({ key, ahead }) => ahead && this.drawing.delete(key));
    asked.forEach((gathering, place) => this.share(gathering, drawn?.[place]));
  }

  private share({ of: { key, ttl }, waiting }: Gathering, drawn: Drawn | undefined): void {
    if (drawn === undefined) return waiting.forEach(resolve => resolve(undefined));
    const { first, count, endsAt } = drawn;
    waiting.forEach((resolve, place) => resolve({ hit: first + place, endsAt }));
    const block = this.blockOf(key, ttl, Date.now());
    if (block.next >= block.end) Object.assign(block, { next: first + waiting.length, end: first + count, endsAt });
  }

  private noteFailure(): void {
    const now = performance.now();
    this.onItsOwnUntil = now + ON_ITS_OWN_MS;
    if (now - this.lastLogged < LOG_INTERVAL_MS) return;
    this.lastLogged = now;
    this.logger.warn('The primary does not answer: this worker counts by itself, so limits may be passed for a while');
  }
}

function known(block: Block, limit: number): Hit | undefined {
  if (block.next < block.end) return { hit: block.next++, endsAt: block.endsAt };
  // Whatever the next number is, it is above the limit.
  return block.end > limit ? { hit: block.end, endsAt: block.endsAt } : undefined;
}
