import type { Refusal } from './line.js';

/** So many refused lines are told. The others are counted; the next run tells them, once these are mended. */
export const MOST_REFUSALS = 1000;

/** What a batch of lines came to. */
export interface Outcome {
  readonly created: number;
  readonly unchanged: number;
  readonly refusals: readonly Refusal[];
}

/** What an import came to, so far or at its end. */
export class ImportReport {
  /** Accounts that were made. */
  created = 0;
  /** Lines whose address somebody has already: nothing about them was changed. */
  unchanged = 0;
  /** Lines that are not in. */
  refused = 0;
  /** Why: of the first so many. */
  readonly refusals: Refusal[] = [];

  /** @param id by which the audit trail knows the import */
  constructor(readonly id: string) {}

  add({ created, unchanged, refusals }: Outcome): void {
    this.created += created;
    this.unchanged += unchanged;
    this.refused += refusals.length;
    const inOrder = [...refusals].sort((one, other) => one.line - other.line);
    this.refusals.push(...inOrder.slice(0, MOST_REFUSALS - this.refusals.length));
  }
}
