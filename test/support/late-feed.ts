import { type Pair, TcpRelay } from './tcp-relay.js';
import { setTimeout as delay } from 'node:timers/promises';

/** How the service calls the connection by which it follows the feed. */
const FEED = 'gatehouse feed';

/**
 * Stands between an instance and PostgreSQL, and lets whatever the database says about the feed arrive late: what an
 * instance has not looked for after an event, it cannot know for so long.
 */
export class LateFeed extends TcpRelay {
  /** Milliseconds. */
  lag = 0;

  protected override join([client, upstream]: Pair): void {
    let isFeed = false;
    client.once('data', startup => (isFeed = startup.includes(FEED)));
    client.pipe(upstream);
    let before: Promise<unknown> = Promise.resolve();
    upstream.on('data', chunk => {
      const lag = isFeed && this.lag > 0 ? delay(this.lag) : undefined;
      // In order, also where the lag has just ended.
      before = Promise.all([before, lag]).then(() => client.write(chunk));
    });
  }
}
