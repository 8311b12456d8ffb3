/** What is looked at. */
export type CheckName = 'settings' | 'database' | 'clock' | 'redis' | 'issuer' | 'proxy' | 'keys' | 'mail';

/** `warning`: it works, and somebody should know; `skipped`: there is nothing to be looked at. */
export type Verdict = 'ok' | 'warning' | 'failure' | 'skipped';

/** What was found, in one sentence that says what to do where something is wrong. */
export interface Finding {
  readonly check: CheckName;
  readonly verdict: Verdict;
  readonly message: string;
}

const of =
  (verdict: Verdict) =>
  (check: CheckName, message: string): Finding => ({ check, verdict, message });

export const ok = of('ok');
export const warning = of('warning');
export const failure = of('failure');
export const skipped = of('skipped');

/** What an error says, down to what it was caused by, in one line. Never more of it: objects may carry secrets. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is not an Error was thrown';
  // One that is tried by several addresses has the reasons inside and says nothing itself.
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join(', ');
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
