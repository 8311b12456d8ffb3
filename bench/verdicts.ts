import type { Study } from './study.js';
import { signOf, type TargetName, type Verdict, verdictOn } from './targets.js';

/** What a study has measured that has a target. */
export function verdictsOf(study: Study, result: unknown): Verdict[] {
  const figures = Object.entries(study.figures?.(result) ?? {}) as [TargetName, number][];
  return figures.map(([name, measured]) => verdictOn(name, measured));
}

/** In a line each. */
export function verdictLines(verdicts: readonly Verdict[]): string[] {
  return verdicts.map(({ goal, measured, is_met }) => {
    const figure = measured.toLocaleString('en', { maximumFractionDigits: 2 });
    return `${is_met ? 'met' : 'NOT met'}: ${figure} ${goal.what} (target ${signOf(goal)})`;
  });
}
