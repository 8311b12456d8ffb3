import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chart } from './chart.js';
import { type Circumstances, told } from './machine.js';
import type { Options } from './options.js';
import { legend, scenarioTable } from './report.js';
import type { StudyResults } from './run-studies.js';
import { ROOT } from './stage.js';
import type { Summary } from './summary.js';
import { verdictLines } from './verdicts.js';

/** All that a run has found out. */
export interface Found {
  readonly circumstances: Circumstances;
  readonly summaries: readonly Summary[];
  readonly studies: StudyResults;
}

const DOCUMENT = join(ROOT, 'docs/performance.md');
const PICTURE = join(ROOT, 'docs/performance.svg');
const [BEGIN, END] = ['<!-- written by npm run bench -- --docs: begin -->', '<!-- end -->'];

/** Writes what was found into the files that were asked for. */
export async function record(found: Found, options: Options): Promise<void> {
  const { circumstances, summaries, studies } = found;
  if (options.json !== undefined) {
    const { rounds, roundMs: round_ms, scale } = options;
    const all = { ...circumstances, settings: { rounds, round_ms, scale }, scenarios: summaries, ...studies };
    await writeFile(options.json, `${JSON.stringify(all, null, 2)}\n`);
  }
  const picture = chart(summaries, told(circumstances).replaceAll('`', ''));
  if (options.svg !== undefined) await writeFile(options.svg, picture);
  if (options.docs) {
    await writeFile(PICTURE, picture);
    await writeFile(DOCUMENT, withTables(await readFile(DOCUMENT, 'utf8'), found, options));
  }
}

/** The document with what was found between the markers. @throws Error if they are not there */
export function withTables(document: string, { circumstances, summaries, studies }: Found, options: Options): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The document has no ${BEGIN} … ${END}.`);
  const parts = [
    told(circumstances),
    scenarioTable(summaries).join('\n'),
    legend(options),
    verdictLines(studies.verdicts)
      .map(line => `- ${line}`)
      .join('\n'),
  ];
  const text = parts.filter(part => part !== '').join('\n\n');
  return `${document.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${document.slice(end)}`;
}
