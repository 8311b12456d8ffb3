import type { Caller } from '#libs/authority';
import type { Transaction } from '#libs/persistence';
import type { PageRequest } from '#libs/platform';
import type { Change, MadeClient } from './change.js';
import type { WantedState } from './wanted-state.js';

/**
 * In which order things are done, so that each finds what it names: a role is there before a provider maps to it, and what goes is
 * named by nothing that stays. A role gives up what it included before others include it, so that no two come to include each other on the way.
 */
export const ORDER = [
  'permissions are declared',
  'roles give up',
  'roles are made',
  'roles are changed',
  'clients are written',
  'providers are written',
  'providers are deleted',
  'clients are deleted',
  'roles are deleted',
  'permissions are withdrawn',
] as const;

export interface Work {
  readonly when: (typeof ORDER)[number];
  readonly run: (transaction: Transaction, caller: Caller) => Promise<MadeClient | undefined>;
}

/** A change, what has to be done for it, and where it is said that it is wanted; undefined: nothing is said of it. */
export interface Step {
  readonly change: Change;
  readonly path: string | undefined;
  readonly work: readonly Work[];
}

/** Finds out, for one kind of thing, what has to be done. */
export interface StepsOfKind {
  /** Reads what is there; nobody else changes it until the transaction is over. */
  stepsTo(wanted: WantedState, transaction: Transaction): Promise<Step[]>;
}

const AT_ONCE = 1000;

/** All of a list, by its parts. @param keyOf by what the next part begins */
export async function all<T>(list: (page: PageRequest) => Promise<T[]>, keyOf: (item: T) => string): Promise<T[]> {
  const items: T[] = [];
  for (;;) {
    const last = items.at(-1);
    const page = await list({ after: last && keyOf(last), limit: AT_ONCE });
    items.push(...page);
    if (page.length <= AT_ONCE) return items;
  }
}

/** For what has nothing to tell. */
export const quietly = async (work: Promise<unknown>): Promise<undefined> => {
  await work;
  return undefined;
};

/** For lists in order of name. */
export const byName = ({ name }: { readonly name: string }): string => name;

/** That something goes of which nothing is said. */
export const deletion = (
  change: Pick<Change, 'kind' | 'name' | 'client_kind'>,
  when: Work['when'],
  run: (transaction: Transaction, caller: Caller) => Promise<unknown>,
): Step => ({
  change: { ...change, action: 'delete', differences: [] },
  path: undefined,
  work: [{ when, run: (transaction, caller) => quietly(run(transaction, caller)) }],
});
