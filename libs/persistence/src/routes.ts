import type { Config } from '#libs/platform';
import { Route } from './connection/route.js';

/** The ways to the database: for requests, and for what needs a session to itself. One and the same without a pooler. */
export class Routes {
  private constructor(
    readonly requests: Route,
    readonly direct: Route,
  ) {}

  /** Where no database is configured, as for building the application only, they lead nowhere. */
  static of({ database }: Pick<Config, 'database'>): Routes {
    const { server, direct, prepared } = database ?? { ...NOWHERE, prepared: 'off' };
    const requests = new Route(server, prepared);
    return new Routes(requests, direct === server ? requests : new Route(direct, prepared));
  }

  /** Until `signal` is aborted: see `Route.lookOut`. */
  lookOut(signal: AbortSignal): void {
    for (const route of new Set([this.requests, this.direct])) route.lookOut(signal);
  }
}

const SERVER = {
  hosts: [],
  user: undefined,
  password: undefined,
  database: undefined,
  target: 'any',
  tls: { mode: 'disable', verifies: 'nothing' },
  channelBinding: false,
  options: undefined,
} as const;
const NOWHERE = { server: SERVER, direct: SERVER };
