import { Cleanup } from './cleanup.js';
import { assertSameWork } from './floor/same-work.js';
import { measure } from './measure.js';
import { type Options, turnsOf } from './options.js';
import { legend, scenarioTable } from './report.js';
import { say } from './say.js';
import { setStage } from './stage.js';
import { summarise, type Summary } from './summary.js';

export interface ScenarioResults {
  readonly summaries: readonly Summary[];
  /** The version of PostgreSQL. */
  readonly postgres: string;
}

/** Each beside the floor, one after the other. @returns undefined where there are none */
export async function runScenarios(options: Options, signal: AbortSignal): Promise<ScenarioResults | undefined> {
  if (options.scenarios.length === 0) return undefined;
  const extent = turnsOf(options);
  say('Whether the floor does what the service does …');
  await assertSameWork(options.scenarios, signal);
  const cleanup = new Cleanup();
  try {
    const stage = await setStage({ cleanup, signal, cpuProf: options.cpuProf });
    const summaries: Summary[] = [];
    for (const scenario of options.scenarios) {
      say(`${scenario.name}: ${scenario.route}: ${scenario.about} …`);
      summaries.push(summarise(await measure(scenario, stage, extent, signal)));
    }
    process.stdout.write(`\n${scenarioTable(summaries).join('\n')}\n\n${legend(extent)}\n`);
    return { summaries, postgres: stage.postgres.version };
  } finally {
    await cleanup.run();
  }
}
