/** Tests that need what not every machine has: where it is missing they are left out, and it is said once what is. */
import { describe, it } from '@jest/globals';

/** @param otherwise what is left out and why; nothing where that has been said already */
export function describeWhere(isPossible: boolean, otherwise?: string): typeof describe | typeof describe.skip {
  if (!isPossible) say(otherwise);
  // eslint-disable-next-line no-restricted-syntax -- it has been said what is missing
  return isPossible ? describe : describe.skip;
}

/** The same for one test. */
export function itWhere(isPossible: boolean, otherwise?: string): typeof it | typeof it.skip {
  if (!isPossible) say(otherwise);
  // eslint-disable-next-line no-restricted-syntax -- it has been said what is missing
  return isPossible ? it : it.skip;
}

function say(otherwise: string | undefined): void {
  if (otherwise !== undefined) process.stderr.write(`Left out: ${otherwise}.\n`);
}
