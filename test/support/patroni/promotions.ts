import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import type { Node } from './node.js';

const PERIOD_MS = 100;

/** Watches when nodes become primary. */
export class Promotions {
  /** When each was last known not to lead, before it did: no later than it could be written to. */
  private readonly times: number[] = [];
  private readonly over = new AbortController();
  private readonly watching: Promise<unknown>;

  constructor(private readonly cluster: Cluster) {
    // Each for itself: what one of them does not answer in time must not hold up the others.
    this.watching = Promise.all(cluster.nodes.map(node => this.watch(node)));
  }

  /** The last one between two moments, as `performance.now()` tells them. */
  lastBetween(from: number, to: number): number | undefined {
    return this.times
      .filter(at => at > from && at < to)
      .sort((a, b) => a - b)
      .at(-1);
  }

  async stop(): Promise<void> {
    this.over.abort();
    await this.watching;
  }

  private async watch(node: Node): Promise<void> {
    let [notLeading, led] = [performance.now(), await this.cluster.leads(node)];
    for (; !this.over.signal.aborted; await delay(PERIOD_MS)) {
      const asked = performance.now();
      const leads = await this.cluster.leads(node);
      if (leads && !led) this.times.push(notLeading);
      if (!leads) notLeading = asked;
      led = leads;
    }
  }
}
