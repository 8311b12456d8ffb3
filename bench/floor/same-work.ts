import { isDeepStrictEqual } from 'node:util';
import { StatementCounter } from '../../test/support/statement-counter.js';
import { addAccounts } from '../accounts.js';
import { Cleanup } from '../cleanup.js';
import { Connection } from '../connection.js';
import { claimsOf } from '../cast/login.js';
import type { Scenario } from '../scenario.js';
import { setStage } from '../stage.js';
import type { Target } from '../target.js';

/** So many that what is done now and then, as once a minute, comes to less than half a time for each. */
const REQUESTS = 20;

/**
 * Compares what service and floor do for a request: the statements that reach PostgreSQL, by their names, and what a
 * login answers. The texts are the same anyway. A floor that does other work is no measure.
 * @throws Error that says what differs
 */
export async function assertSameWork(scenarios: readonly Scenario[], signal: AbortSignal): Promise<void> {
  const cleanup = new Cleanup();
  try {
    const counters = new Map<Target['name'], StatementCounter>();
    const stage = await setStage({ cleanup, signal, cpuProf: undefined }, async (name, url) => {
      const counter = await StatementCounter.before(url);
      cleanup.add(`the ${name}'s counter of statements`, () => counter.close());
      counters.set(name, counter);
      return counter.url;
    });
    const [service, floor] = [stage.service, stage.floor];
    for (const scenario of scenarios) {
      signal.throwIfAborted();
      demandSame(
        `statements for a ${scenario.name}`,
        await statementsOf(scenario, service, counters.get('service')),
        await statementsOf(scenario, floor, counters.get('floor')),
      );
    }
    demandSame('members of the answer to a login and claims', await namesIn(service), await namesIn(floor));
  } finally {
    await cleanup.run();
  }
}

function demandSame(what: string, service: unknown, floor: unknown): void {
  if (isDeepStrictEqual(service, floor)) return;
  const [one, other] = [JSON.stringify(service), JSON.stringify(floor)];
  throw new Error(`The floor does not do the service's work any more. ${what}: service ${one}, floor ${other}.`);
}

/** How often each is run for one request. */
async function statementsOf(
  scenario: Scenario,
  target: Target,
  counter: StatementCounter | undefined,
): Promise<Record<string, number>> {
  const connection = new Connection(target);
  try {
    const [step] = await scenario.prepare(target, [connection]);
    if (step === undefined || counter === undefined) throw new Error(`There is nothing to count for ${scenario.name}.`);
    // What is done only at the first time is not measured either.
    await step();
    const counts = await counter.during(async () => {
      for (let request = 0; request < REQUESTS; request++) await step();
    });
    const each = Object.entries(counts).map(([name, count]) => [name, Math.round(count / REQUESTS)] as const);
    return Object.fromEntries(each.filter(([, count]) => count > 0).sort());
  } finally {
    connection.close();
  }
}

async function namesIn(target: Target): Promise<{ answer: string[]; claims: string[] }> {
  const connection = new Connection(target);
  try {
    const [body] = await addAccounts(target, 1);
    const text = await connection.send({ method: 'POST', path: '/v1/auth/login', ...(body && { body }) });
    const answer = JSON.parse(text) as { access_token: string };
    return { answer: Object.keys(answer).sort(), claims: Object.keys(claimsOf(answer.access_token)).sort() };
  } finally {
    connection.close();
  }
}
