import { readArguments, USAGE } from './arguments.js';
import { circumstances, sentenceOn } from './machine.js';
import type { Options } from './options.js';
import { record } from './record.js';
import { runScenarios } from './run-scenarios.js';
import { runStudies } from './run-studies.js';
import { say } from './say.js';

const INTERRUPTED = 130;

/** Measures one after the other and reports; everything that it started is gone afterwards. */
async function run(options: Options, signal: AbortSignal): Promise<void> {
  const { summaries = [], postgres = '' } = (await runScenarios(options, signal)) ?? {};
  const studies = await runStudies(options, signal);
  const found = { circumstances: circumstances(postgres, options.asked), summaries, studies };
  process.stdout.write(`\n${sentenceOn(found.circumstances)}\n`);
  await record(found, options);
}

const interruption = new AbortController();
// Not `once`: a second signal must not cut short the ending of what was started.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interruption.abort());

try {
  const options = readArguments(process.argv.slice(2));
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
