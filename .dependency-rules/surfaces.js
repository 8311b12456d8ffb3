import { FEATURES, SPEC, ENTITY, ENTITY_LIST } from './paths.js';

/** What a lib shows of itself, and where what belongs. */
export const surfaces = [
  {
    name: 'no-deep-imports',
    comment: 'A lib is what its src/index.ts exports; everything else may change without notice.',
    from: { path: '^(libs/[^/]+|apps|ormconfig)', pathNot: ENTITY_LIST },
    to: { path: '^libs/', pathNot: ['^$1/', '^libs/[^/]+/src/index\\.ts$', '^libs/verifier/[^/]+/src/index\\.ts$'] },
  },
  {
    name: 'entities-stay-in-their-lib',
    comment: 'Whoever maps a table owns it; others ask its service. Only the list for the data source names them all.',
    from: { path: '^(libs/[^/]+|apps|ormconfig)', pathNot: ENTITY_LIST },
    to: { path: ENTITY, pathNot: '^$1/' },
  },
  {
    name: 'no-lib-exports-its-entities',
    comment: 'Libs export services, never tables.',
    from: { path: '^libs/[^/]+/src/index\\.ts$' },
    to: { path: ENTITY },
  },
  {
    name: 'only-http-imports-the-nest-half-of-the-verifier',
    comment: 'Guards and their decorators are matters of routes, which lie in a folder named http.',
    from: { path: '^libs/', pathNot: ['/http/', '^libs/verifier/'] },
    to: { path: '^libs/verifier/nest/' },
  },
  {
    name: 'http-stops-at-http',
    comment: 'Services take and return plain values; requests, replies and DTOs stay in the folder named http.',
    from: {
      path: `^libs/(?:auth|authority|audit|${FEATURES})/`,
      pathNot: ['/http/', '\\.module\\.ts$', '/index\\.ts$'],
    },
    to: {
      path: [
        '/http/',
        'node_modules/(?:@nestjs/(?:swagger|platform-fastify)|fastify|class-validator|class-transformer)/',
      ],
    },
  },
  {
    name: 'only-the-vocabulary-of-fields-imports-validators',
    comment: 'A validator of another kind would demand what the API document does not say.',
    from: { path: '^(?:apps/auth|libs)/', pathNot: [SPEC, '^libs/platform/src/(?:http/fields|problems)/'] },
    to: { path: 'node_modules/(?:class-validator|class-transformer)/' },
  },
];
