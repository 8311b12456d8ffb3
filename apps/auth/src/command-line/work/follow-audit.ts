import { setTimeout as delay } from 'node:timers/promises';
import type { AuditFilter, AuditRecord, AuditTrail } from '#libs/audit';
import { DomainError, lowestIdAt, timeOfId } from '#libs/platform';

const INTERVAL_MS = 500;
/** How much later than its id was made an event may appear: its transaction lasts, and instances' clocks differ. */
const LATEST_MS = 60_000;

/**
 * Reads the trail as it grows. Events appear when their transactions commit, which need not be in the order of their ids;
 * so each look goes back by as much as one may be late, and what was seen before is left out.
 */
export class FollowAudit {
  private seen = new Set<string>();
  private newest = Date.now();

  constructor(
    private readonly trail: AuditTrail,
    private readonly filter: AuditFilter,
  ) {}

  /** @returns the newest events that are there already, oldest first: all others count as seen */
  async begin(limit: number): Promise<AuditRecord[]> {
    await this.look();
    if (limit === 0) return [];
    const events = (await this.trail.list(this.filter, { after: undefined, limit })).slice(0, limit);
    for (const { id } of events) this.seen.add(id);
    return events.reverse();
  }

  /** Tells what appears from then on, oldest first, until `signal` is aborted. Waits for a database that is away. */
  async go(tell: (events: readonly AuditRecord[]) => Promise<void>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await tell(await this.look());
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'database_unavailable')) throw error;
      }
      await delay(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @returns what was not seen before, oldest first */
  private async look(): Promise<AuditRecord[]> {
    const events = await this.trail.since(this.filter, lowestIdAt(this.newest - LATEST_MS));
    const unseen = events.filter(({ id }) => !this.seen.has(id));
    const [first] = events;
    if (first !== undefined) this.newest = Math.max(this.newest, timeOfId(first.id));
    // What is too old to be read again need not be remembered.
    this.seen = new Set(events.map(({ id }) => id));
    return unseen.reverse();
  }
}
