import { isDeepStrictEqual } from 'node:util';
import { StatementCounter } from '../../test/support/statement-counter.js';
import { Cleanup } from '../cleanup.js';
import { type Answer, Connection } from '../connection.js';
import type { Scenario } from '../scenario.js';
import { setStage } from '../stage.js';
import type { Target } from '../target.js';
import { likenessOf } from './likeness.js';

/** So many that what is done now and then, as once a minute, comes to less than half a time for each. */
const REQUESTS = 20;
const PEOPLE = 5;

interface Work {
  readonly answer: unknown;
  /** How often each is run for one request, by name. */
  readonly statements: Readonly<Record<string, number>>;
}

/**
 * Compares what service and floor do for a request: what they answer, and the statements that reach PostgreSQL, by
 * their names; the texts are the same anyway. A floor that does other work is no measure. It may do with fewer
 * statements, where the scenario says why.
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
    for (const scenario of scenarios) {
      signal.throwIfAborted();
      const service = await workOf(scenario, stage.service, counters.get('service'));
      const floor = await workOf(scenario, stage.floor, counters.get('floor'));
      demand(
        isDeepStrictEqual(service.answer, floor.answer),
        `answer to ${scenario.name}`,
        service.answer,
        floor.answer,
      );
      const areEnough =
        scenario.fewerStatements === undefined
          ? isDeepStrictEqual(service.statements, floor.statements)
          : numberOf(floor) <= numberOf(service);
      demand(areEnough, `statements for ${scenario.name}`, service.statements, floor.statements);
    }
  } finally {
    await cleanup.run();
  }
}

function demand(isSame: boolean, what: string, service: unknown, floor: unknown): void {
  if (isSame) return;
  const [one, other] = [JSON.stringify(service), JSON.stringify(floor)];
  throw new Error(
    `The floor does not do the service's work any more. The ${what}:\n  service ${one}\n  floor   ${other}`,
  );
}

const numberOf = ({ statements }: Work): number => Object.values(statements).reduce((sum, count) => sum + count, 0);

async function workOf(scenario: Scenario, target: Target, counter: StatementCounter | undefined): Promise<Work> {
  const connection = new Connection(target);
  try {
    const [step] = await scenario.prepare(target, [connection], { people: PEOPLE, requests: 1 + REQUESTS });
    if (step === undefined || counter === undefined) throw new Error(`There is nothing to count for ${scenario.name}.`);
    // What is done only at the first time is not measured either.
    let answer: Answer = await step();
    const counts = await counter.during(async () => {
      for (let request = 0; request < REQUESTS; request++) answer = await step();
    });
    const each = Object.entries(counts).map(([name, count]) => [name, Math.round(count / REQUESTS)] as const);
    return { answer: likenessOf(answer), statements: Object.fromEntries(each.filter(([, count]) => count > 0).sort()) };
  } finally {
    connection.close();
  }
}
