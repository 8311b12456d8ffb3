import fc from 'fast-check';
import { ADMIN, type ModelRole } from './model.js';

export const ACTORS = ['root', 'ada', 'bob', 'cyd'] as const;
export const ROLES = ['r0', 'r1', 'r2', 'r3', 'r4'] as const;
export const PERMISSIONS = ['roles:write', 'roles:assign', 'x:a', 'x:b'] as const;

export type Command =
  | {
      readonly do: 'grant' | 'add';
      readonly by: string;
      readonly to: string;
      readonly role: string;
      readonly until: number;
    }
  | { readonly do: 'revoke' | 'remove'; readonly by: string; readonly to: string; readonly role: string }
  | { readonly do: 'make' | 'edit'; readonly by: string; readonly role: string; readonly content: ModelRole }
  | { readonly do: 'drop'; readonly by: string; readonly role: string }
  /** Time passes for one grant. */
  | { readonly do: 'expire'; readonly to: string; readonly role: string };

const role = fc.constantFrom(...ROLES);
const givenRole = fc.constantFrom(...ROLES, ...ROLES, ADMIN);
const person = fc.constantFrom(...ACTORS.slice(1));
/** The administrator does as much as any other, so that there is something for the others to do. */
const by = fc.oneof({ weight: 2, arbitrary: fc.constant(ACTORS[0]) }, { weight: 5, arbitrary: person });
const until = fc.constantFrom(1, 2, Infinity, Infinity, Infinity);
const some = <T extends string>(...all: readonly T[]): fc.Arbitrary<T[]> =>
  fc.subarray([...all], { maxLength: Math.min(3, all.length) });

const content = fc.record({
  permissions: some(...PERMISSIONS),
  includes: fc.subarray([...ROLES], { maxLength: 2 }),
  assigns: fc.subarray([...ROLES, ADMIN], { maxLength: 2 }),
});

const commands: readonly fc.WeightedArbitrary<Command>[] = [
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('grant', 'add'), by, to: person, role: givenRole, until }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('revoke', 'remove'), by, to: person, role: givenRole }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('make', 'edit'), by, role, content }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop'), by, role }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('expire'), to: person, role }) },
];

/** The first role lets its members do much, so that others than the administrator have something to give. */
const mighty = fc.subarray(['x:a', 'x:b'], { minLength: 1 }).map((own): ModelRole => {
  return { permissions: ['roles:write', 'roles:assign', ...own], includes: [], assigns: [] };
});
const next = fc.record({ permissions: some(...PERMISSIONS), includes: some('r0'), assigns: some('r0') });

/** Begins with some roles and grants, so that few commands are about what is not there. */
export const sequences = fc.record({
  first: fc.tuple(mighty, next, next, next),
  given: fc.tuple(
    fc.record({ to: fc.constant('ada'), role: fc.constant('r0'), until }),
    fc.record({ to: fc.constant('bob'), role: fc.constantFrom('r0', 'r1'), until }),
    fc.record({ to: person, role: fc.constantFrom('r1', 'r2', 'r3'), until }),
  ),
  commands: fc.array(fc.oneof(...commands), { minLength: 15, maxLength: 30, size: 'max' }),
});
