import { SPEC, ENTRY } from './paths.js';

/** What holds for every module. */
export const shape = [
  {
    name: 'no-cycles',
    comment: 'Modules that import each other, by way of types too, cannot be understood or changed one at a time.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolvable-imports',
    comment: 'An import that leads nowhere escapes every other rule.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-orphans',
    comment: 'Neither a program nor what a lib shows of itself reaches this file: use it or delete it.',
    from: { path: ENTRY },
    to: { path: '^(?:apps|libs)/.*\\.ts$', pathNot: [...ENTRY, SPEC, '\\.d\\.ts$'], reachable: false },
  },
];
