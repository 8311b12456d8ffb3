import type { Answer } from '../api.js';

/** No refusal may take longer, whatever befalls the database: 2 s, and a little for two busy cores. What is done may. */
const PATIENCE_MS = 2500;

interface Written {
  readonly at: number;
  readonly way: string;
}

/** What callers were told, and when: whatever must not be told is in `wrong`. */
export class Ledger {
  readonly wrong: string[] = [];
  refused = 0;
  private readonly written: Written[] = [];

  get acknowledged(): number {
    return this.written.length;
  }

  /**
   * Judges an answer to a request that writes: it is done, or refused as somebody who is to come again.
   * @returns the body where it is done, undefined where it was refused; what else there may be is in `wrong`
   */
  async write<Body>(
    what: string,
    way: string,
    call: () => Promise<Answer<Body>>,
    done: readonly number[],
  ): Promise<Answer<Body> | undefined> {
    const begun = performance.now();
    const answer = await call();
    const took = performance.now() - begun;
    if (done.includes(answer.status)) {
      this.written.push({ at: performance.now(), way });
      return answer;
    }
    if (took > PATIENCE_MS) this.accuse(`${what} by ${way} was refused after ${Math.round(took)} ms`, answer);
    if (answer.status === 503 && Number(answer.headers.get('retry-after')) > 0) this.refused++;
    else this.accuse(`${what} by ${way}`, answer);
    return undefined;
  }

  accuse(what: string, { status, body }: { readonly status: number; readonly body: unknown }): void {
    this.wrong.push(`${Math.round(performance.now())} ${what}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
  }

  /** When something was last written this way. */
  lastWritten(way: string): number {
    return this.written.findLast(each => each.way === way)?.at ?? -Infinity;
  }

  /** The longest time after `from` in which nothing was written this way, in milliseconds of this process's clock. */
  longestGap(way: string, from: number): { readonly from: number; readonly to: number } {
    const times = this.written.filter(each => each.way === way).map(({ at }) => at);
    let longest = { from, to: from };
    for (const [place, to] of [...times, performance.now()].entries()) {
      const last = times[place - 1] ?? from;
      if (to > from && to - last > longest.to - longest.from) longest = { from: last, to };
    }
    return longest;
  }
}
