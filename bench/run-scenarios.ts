import { Cleanup } from './cleanup.js';
import { assertSameWork } from './floor/same-work.js';
import { measure } from './measure.js';
import type { Options } from './options.js';
import { report } from './report.js';
import { say } from './say.js';
import { setStage } from './stage.js';
import { summarise, type Summary } from './summary.js';

/** Each beside the floor, one after the other. */
export async function runScenarios(options: Options, signal: AbortSignal): Promise<Summary[]> {
  if (options.scenarios.length === 0) return [];
  say('Whether the floor does what the service does …');
  await assertSameWork(options.scenarios, signal);
  const cleanup = new Cleanup();
  try {
    const stage = await setStage({ cleanup, signal, cpuProf: options.cpuProf });
    const summaries: Summary[] = [];
    for (const scenario of options.scenarios) {
      say(`${scenario.name}: ${scenario.about} …`);
      summaries.push(summarise(await measure(scenario, stage, options, signal)));
    }
    process.stdout.write(`\n${report(summaries, stage.postgres.version, options)}\n`);
    return summaries;
  } finally {
    await cleanup.run();
  }
}
