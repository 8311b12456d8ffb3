import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chart } from './chart.js';
import { type Circumstances, sentenceOn } from './machine.js';
import { type Options, turnsOf } from './options.js';
import { legend, scenarioTable, shortTable } from './report.js';
import type { StudyResults } from './run-studies.js';
import { ROOT } from './stage.js';
import type { Summary } from './summary.js';
import { withTables } from './tables-in-document.js';
import { verdictLines } from './verdicts.js';

/** All that a run has found out. */
export interface Found {
  readonly circumstances: Circumstances;
  readonly summaries: readonly Summary[];
  readonly studies: StudyResults;
}

const DOCUMENT = join(ROOT, 'docs/performance.md');
const README = join(ROOT, 'README.md');
const PICTURE = join(ROOT, 'docs/performance.svg');

/** Writes what was found into the files that were asked for. */
export async function record(found: Found, options: Options): Promise<void> {
  const { circumstances, summaries, studies } = found;
  if (options.json !== undefined) {
    const { rounds, roundMs: round_ms, scale } = turnsOf(options);
    const all = { ...circumstances, settings: { rounds, round_ms, scale }, scenarios: summaries, ...studies };
    await writeFile(options.json, `${JSON.stringify(all, null, 2)}\n`);
  }
  const picture = chart(summaries, sentenceOn(circumstances).replaceAll('`', ''));
  if (options.svg !== undefined) await writeFile(options.svg, picture);
  if (options.docs) {
    await writeFile(PICTURE, picture);
    await rewrite(DOCUMENT, told(found, options));
    await rewrite(README, [shortTable(summaries).join('\n'), `Taken on ${sentenceOn(circumstances)}`]);
  }
}

async function rewrite(document: string, parts: readonly string[]): Promise<void> {
  await writeFile(document, withTables(await readFile(document, 'utf8'), parts));
}

/** In Markdown, part by part. */
function told({ circumstances, summaries, studies }: Found, options: Options): string[] {
  const verdicts = verdictLines(studies.verdicts).map(line => `- ${line}`);
  return [
    sentenceOn(circumstances),
    '![A bar for each workload: its rate divided by the floor’s](performance.svg)',
    scenarioTable(summaries).join('\n'),
    legend(turnsOf(options)),
    verdicts.join('\n'),
  ];
}
