import { Cleanup } from './cleanup.js';
import type { Options } from './options.js';
import { say } from './say.js';
import type { Study } from './study.js';
import type { Verdict } from './targets.js';
import { verdictLines, verdictsOf } from './verdicts.js';

export interface StudyResults {
  /** By the names of the studies. */
  readonly results: Readonly<Record<string, unknown>>;
  readonly verdicts: readonly Verdict[];
}

/** One after the other, each on a stage of its own, which is gone before the next one. */
export async function runStudies(options: Options, signal: AbortSignal): Promise<StudyResults> {
  const results: Record<string, unknown> = {};
  const verdicts: Verdict[] = [];
  for (const study of options.studies) {
    say(`${study.name}: ${study.about} …`);
    const result = await runStudy(study, options, signal);
    // On little data for a moment nothing is what it should be.
    const judged = options.quick ? [] : verdictsOf(study, result);
    process.stdout.write(`\n${[study.report(result), ...verdictLines(judged)].join('\n')}\n`);
    results[study.name] = result;
    verdicts.push(...judged);
  }
  return { results, verdicts };
}

async function runStudy(study: Study, options: Options, signal: AbortSignal): Promise<unknown> {
  const cleanup = new Cleanup();
  try {
    return await study.run(options, cleanup, signal);
  } finally {
    await cleanup.run();
  }
}
