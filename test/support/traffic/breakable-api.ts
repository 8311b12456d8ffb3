import { type Answer, Api, type Tokens } from '../api.js';
import type { Ledger } from './ledger.js';

/** Safely within the grace in which a refresh may be repeated. */
const REPEATED_WITHIN_MS = 5000;

/** A connection that has broken, told as a refusal: to clients both mean to come again, and nobody knows what was done. */
const BROKEN: Answer<unknown> = {
  status: 503,
  headers: new Headers({ 'retry-after': '1' }),
  body: 'broken connection',
};

/** The API of what may be killed at any moment. */
export class BreakableApi extends Api {
  /** Connections that have broken. */
  broken = 0;
  /** Refreshes whose answers were lost and that were repeated. */
  repeated = 0;
  private readonly lost = new Map<string, number>();

  constructor(
    base: string,
    private readonly ledger: Ledger,
  ) {
    super(base);
  }

  override async call<Body = Record<string, unknown>>(...request: Parameters<Api['call']>): Promise<Answer<Body>> {
    try {
      return await super.call<Body>(...request);
    } catch (error) {
      // Whatever `fetch` says of a connection is one of these.
      if (!(error instanceof Error && error.name === 'TypeError')) throw error;
      this.broken++;
      return BROKEN as Answer<Body>;
    }
  }

  /** Whoever repeats a refresh whose answer was lost gets its successor, and nobody ever gets another one. */
  override async refresh(token: string): Promise<Answer<Tokens>> {
    const begun = performance.now();
    const answer = await super.refresh(token);
    if (answer === BROKEN) this.lost.set(token, this.lost.get(token) ?? begun);
    else if (answer.status === 200) await this.expectOneBranch(token, answer);
    return answer;
  }

  private async expectOneBranch(token: string, { body }: Answer<Tokens>): Promise<void> {
    const lostAt = this.lost.get(token);
    if (lostAt === undefined || performance.now() - lostAt > REPEATED_WITHIN_MS) return;
    this.lost.delete(token);
    const again = await super.refresh(token);
    if (again === BROKEN) return;
    this.repeated++;
    if (again.status === 503) return;
    if (again.body.refresh_token !== body.refresh_token) this.ledger.accuse('a second branch', again);
  }
}
