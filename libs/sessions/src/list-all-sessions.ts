import { Injectable } from '@nestjs/common';
import { Authority, type Caller, type Holdings } from '#libs/authority';
import { Database } from '#libs/persistence';
import type { PageRequest } from '#libs/platform';
import { endOfLook } from './end-of-look.js';
import { type FoundSession, sessionsWithin } from './search-sessions.js';
import { isSifted, rangeOf, type SessionFilter, type SessionRange } from './session-filter.js';

/**
 * So often, and with so many each time, a page is filled up that lacks sessions of those who hold more: that there is more to come is to
 * say little of them.
 */
const MOST_ROUNDS = 10;
const AT_ONCE = 500;

/** One part of what is looked for. */
export interface FoundSessions {
  readonly items: FoundSession[];
  /** Where to go on; undefined at the end. */
  readonly next: string | undefined;
}

/** Finds sessions of all people but those who hold more than the caller. */
@Injectable()
export class ListAllSessions {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
  ) {}

  /** Newest first. A part may have fewer than asked for, even none, where it is not the last: no more than `LOOKED_AT` are looked at for it. */
  async execute(caller: Caller, filter: SessionFilter, { limit, after }: PageRequest): Promise<FoundSessions> {
    const held = await this.authority.ofCaller(this.database, caller);
    const range = rangeOf(filter, after);
    const last = isSifted(filter) ? await this.lastLookedAt(filter, range) : undefined;
    const items: FoundSession[] = [];
    let { before } = range;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const asked = round === 0 ? limit + 1 : AT_ONCE;
      const { statement, values } = sessionsWithin(filter, { from: last?.id ?? range.from, before }, asked);
      const found = await this.database.run(statement, values);
      items.push(...(await this.touchable(caller, held, found)));
      if (items.length > limit) return { items: items.slice(0, limit), next: items[limit - 1]?.id };
      if (found.length < asked) return { items, next: last?.id };
      before = found.at(-1)?.id ?? before;
    }
    return { items, next: before };
  }

  private async lastLookedAt(filter: SessionFilter, range: SessionRange): Promise<{ id: string } | undefined> {
    const { statement, values } = endOfLook(filter, range);
    return (await this.database.run(statement, values))[0];
  }

  private async touchable(caller: Caller, held: Holdings, found: readonly FoundSession[]): Promise<FoundSession[]> {
    const ids = [...new Set(found.map(({ user_id }) => user_id))];
    const untouchable = new Set(await this.authority.untouchable(this.database, caller, held, ids));
    return found.filter(({ user_id }) => !untouchable.has(user_id));
  }
}
