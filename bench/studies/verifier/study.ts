import type { Cleanup } from '../../cleanup.js';
import { measure } from '../../measure.js';
import { inBursts, type Options } from '../../options.js';
import { legend, scenarioTable } from '../../report.js';
import type { Study } from '../../study.js';
import { summarise, type Summary } from '../../summary.js';
import { scenario } from './scenario.js';
import { setVerifierStage } from './stage.js';

/** Two that are nearly the same take turns more often than others do. */
const BURSTS = 6;

interface VerifierFigures {
  readonly summary: Summary;
  /** Requests that Gatehouse had meanwhile. */
  readonly asked: number;
  readonly extent: Pick<Options, 'quick' | 'rounds' | 'roundMs'>;
}

/** What the guard of a service costs it, and that it asks nobody. */
export const verifier: Study<VerifierFigures> = {
  name: 'verifier',
  about: scenario.about,
  async run(options: Options, cleanup: Cleanup, signal: AbortSignal) {
    const stage = await setVerifierStage(cleanup, signal);
    const before = stage.asked();
    const extent = inBursts(options, BURSTS);
    const summary = summarise(await measure(scenario, stage, extent, signal));
    return { summary, asked: stage.asked() - before, extent };
  },
  report: ({ summary, asked, extent }) =>
    [
      ...scenarioTable([summary]),
      '',
      legend(extent),
      '"Service" is the guarded route, "floor" the same without a guard, of one process.',
      `Requests to Gatehouse during ${summary.requests.toLocaleString('en')} requests to notes: ${asked}.`,
    ].join('\n'),
  figures: ({ summary }) => ({ 'guarded-without-database': summary.ratio.median }),
};
