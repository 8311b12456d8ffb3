import { countedAs, type CountedRequest, RequestCounters } from '../http/rate-limit.storage.js';
import { Windows } from '../http/rate-limit.windows.js';
import type { Draw, Drawn, Wanted } from './drawn-numbers.js';

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
 * Counts requests together with other processes, by numbers that somebody gives out to all of them: what comes in one turn of the
 * event loop asks once, and nothing is asked once the limit is used up.
 */
export class DrawnNumbersStorage extends RequestCounters {
  private readonly blocks = new Windows<Block>();
  /** Keys for which numbers ahead are on their way. */
  private readonly drawing = new Set<string>();
  private gathering = new Map<string, Gathering>();

  /** @param own counts what there are no numbers for */
  constructor(
    private readonly draw: Draw,
    private readonly own: RequestCounters,
  ) {
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
}

function known(block: Block, limit: number): Hit | undefined {
  if (block.next < block.end) return { hit: block.next++, endsAt: block.endsAt };
  // Whatever the next number is, it is above the limit.
  return block.end > limit ? { hit: block.end, endsAt: block.endsAt } : undefined;
}
