import { writeFile } from 'node:fs/promises';
import { Cleanup } from './cleanup.js';
import { assertSameSql } from './floor/same-sql.js';
import { measure } from './measure.js';
import { type Options, readOptions, USAGE } from './options.js';
import { report } from './report.js';
import { setStage } from './stage.js';
import { summarise, type Summary } from './summary.js';

const INTERRUPTED = 130;
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Measures the scenarios one after the other and reports; everything that it started is gone afterwards. */
async function run(options: Options, signal: AbortSignal): Promise<void> {
  const cleanup = new Cleanup();
  try {
    await assertSameSql();
    const stage = await setStage({ cleanup, signal, cpuProf: options.cpuProf });
    const summaries: Summary[] = [];
    for (const scenario of options.scenarios) {
      say(`${scenario.name}: ${scenario.about} …`);
      summaries.push(summarise(await measure(scenario, stage, options, signal)));
    }
    process.stdout.write(`\n${report(summaries, stage.postgres.version, options)}\n`);
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(summaries, null, 2)}\n`);
  } finally {
    await cleanup.run();
  }
}

const interruption = new AbortController();
// Not `once`: a second signal must not cut short the ending of what was started.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interruption.abort());

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) process.stdout.write(`${USAGE}\n`);
  else await run(options, interruption.signal);
} catch (error) {
  process.exitCode = interruption.signal.aborted ? INTERRUPTED : 1;
  say(
    interruption.signal.aborted
      ? 'Interrupted.'
      : `The bench failed: ${error instanceof Error ? error.message : String(error)}`,
  );
}
