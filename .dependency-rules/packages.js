import { SPEC } from './paths.js';

/** Which packages may be imported. */
export const packages = [
  {
    name: 'no-dev-dependencies-in-production-code',
    comment: 'An installation for production does not have it.',
    from: {
      path: '^(?:apps|libs|ormconfig)',
      pathNot: [SPEC, '^libs/[^/]+/generate-[^/]+\\.js$', '^apps/pages/bundle\\.js$'],
    },
    to: { dependencyTypes: ['npm-dev'] },
  },
  {
    name: 'no-undeclared-dependencies',
    comment: 'It is there by accident, brought by some other package.',
    from: {},
    // What a published package wants of its user is declared too, though it counts as lacking as well.
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
  },
];
