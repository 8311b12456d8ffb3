import { Cleanup } from './cleanup.js';
import type { Options } from './options.js';
import { say } from './say.js';
import type { Study } from './study.js';

/** One after the other, each on a stage of its own, which is gone before the next one. @returns results by name */
export async function runStudies(options: Options, signal: AbortSignal): Promise<Record<string, unknown>> {
  const results: Record<string, unknown> = {};
  for (const study of options.studies) {
    say(`${study.name}: ${study.about} …`);
    results[study.name] = await runStudy(study, options, signal);
    process.stdout.write(`\n${study.report(results[study.name])}\n`);
  }
  return results;
}

async function runStudy(study: Study, options: Options, signal: AbortSignal): Promise<unknown> {
  const cleanup = new Cleanup();
  try {
    return await study.run(options, cleanup, signal);
  } finally {
    await cleanup.run();
  }
}
