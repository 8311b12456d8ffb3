import { Injectable, Logger } from '@nestjs/common';
import { OutboundRequests } from '#libs/outbound';
import { delayAfter } from '#libs/outbox';
import { Database } from '#libs/persistence';
import { LogoutTokens } from '#libs/tokens';
import { BackChannelMetrics } from './backchannel-metrics.js';
import { type DueLogout, DueLogouts } from './due-logouts.js';
import { LogoutsGivenUp } from './logouts-given-up.js';
import { PATIENCE } from './shares.js';
import { whyNot } from './why-not.js';

const HEADERS = { 'content-type': 'application/x-www-form-urlencoded', accept: '*/*', 'user-agent': 'gatehouse' };

/** Tells one application that a session is over, and notes what became of that. */
@Injectable()
export class DeliverLogout {
  private readonly logger = new Logger('BackChannel');
  /** What went wrong of late with applications; said once, not with each attempt. */
  private readonly troubles = new Map<string, string>();

  constructor(
    private readonly database: Database,
    private readonly dueLogouts: DueLogouts,
    private readonly logoutTokens: LogoutTokens,
    private readonly logoutsGivenUp: LogoutsGivenUp,
    private readonly backChannelMetrics: BackChannelMetrics,
    private readonly outboundRequests: OutboundRequests,
  ) {}

  /**
   * Where it cannot be noted what became of it, the application is told again when the lease is over. Never rejects.
   * @param stopping breaks off: it is left to others
   * @returns whether the application is there, and has understood
   */
  async execute(logout: DueLogout, stopping: AbortSignal): Promise<boolean> {
    try {
      const why = await this.tell(logout, stopping);
      if (why === undefined) await this.told(logout);
      else if (why === REFUSED) await this.giveUp(logout);
      else if (stopping.aborted) await this.dueLogouts.postpone(logout, 0);
      else await this.failed(logout, why);
      return why === undefined || why === REFUSED;
    } catch (error) {
      this.logger.warn(`what became of telling an application could not be noted: ${String(error)}`);
      return true;
    }
  }

  /** @returns why it is not told; undefined if it is, or there is nowhere to tell it */
  private async tell(logout: DueLogout, stopping: AbortSignal): Promise<string | undefined> {
    if (logout.uri === null) return undefined;
    try {
      const logout_token = this.logoutTokens.sign({ ...logout, now: logout.read_at });
      const status = await this.outboundRequests.statusOf(new URL(logout.uri), {
        method: 'POST',
        headers: HEADERS,
        body: new URLSearchParams({ logout_token }).toString(),
        signal: stopping,
      });
      return status >= 200 && status <= 299 ? undefined : `it answered ${status}`;
    } catch (error) {
      return whyNot(logout.uri, error);
    }
  }

  private async told(logout: DueLogout): Promise<void> {
    this.backChannelMetrics.count('delivered');
    const { client_id } = logout;
    if (this.troubles.delete(client_id)) this.logger.log({ message: 'an application is told again', client_id });
    await this.dueLogouts.remove(this.database, logout);
  }

  private async failed(logout: DueLogout, why: string): Promise<void> {
    this.backChannelMetrics.count('failed');
    const { client_id, attempts } = logout;
    const message = `an application was not told that a session is over, and will be: ${why}`;
    if (this.troubles.get(client_id) === why) this.logger.debug({ message, client_id, attempts });
    else this.logger.warn({ message, client_id, attempts });
    this.troubles.set(client_id, why);
    await this.dueLogouts.postpone(logout, delayAfter(attempts, PATIENCE));
  }

  private async giveUp(logout: DueLogout): Promise<void> {
    this.backChannelMetrics.count('failed');
    await this.database.transaction(async transaction => {
      const isOurs = await this.dueLogouts.remove(transaction, logout);
      if (isOurs) await this.logoutsGivenUp.record(transaction, [logout], 'refused');
    });
  }
}

/** The application says that the token is wrong, or that it could not log out (§2.8): it would say so again. */
const REFUSED = 'it answered 400';
