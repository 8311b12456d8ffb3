/**
 * Which module may import which. test/architecture/dependency-rules.test.ts shows of each rule that it can fail.
 *
 * `$1` in `to` is what the first group of `from.path` has matched.
 */
const FEATURES = '(?:users|roles|sessions|tokens|service-clients)';
const SPEC = '\\.spec\\.ts$';
const ENTITY = '\\.entity\\.ts$';
const ENTITY_LIST = '^apps/auth/src/entities\\.ts$';
/** What is run, or imported from outside of its folder. */
const ENTRY = [
  '^apps/[^/]+/src/(?:main|bin/[^/]+)\\.ts$',
  '^apps/pages/src/(?:account|console)/main\\.ts$',
  '^libs/.+/src/index\\.ts$',
  '^ormconfig\\.ts$',
];
const OURS = '^(?:apps|libs|test|bench)/';
/** How specs of use cases start the service: for them alone, as a rule of their own says. */
const FOR_SPECS = '^test/support/use-cases/';

/** A lib that may import, of ours, nothing but itself and these. */
const importsOnly = (lib, allowed = []) => ({
  from: { path: `^libs/${lib}/` },
  to: { path: OURS, pathNot: [`^libs/(?:${[lib, ...allowed].join('|')})/`, FOR_SPECS] },
});

const forbidden = [
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

  // Who may import whom, from the ground up.
  {
    name: 'contracts-imports-nothing-of-ours',
    comment: 'Everything else, published packages among it, stands on the contracts.',
    ...importsOnly('contracts'),
  },
  {
    name: 'passwords-imports-nothing-of-ours',
    comment: 'Hashing and judging passwords needs to know nothing of the service.',
    ...importsOnly('passwords'),
  },
  {
    name: 'client-imports-nothing-of-ours',
    comment: 'It is published and generated from openapi.json alone.',
    ...importsOnly('client'),
  },
  {
    name: 'verifier-imports-only-contracts',
    comment: 'It is published, with the contracts packed inside; nothing else of ours would be there.',
    ...importsOnly('verifier', ['contracts']),
  },
  {
    name: 'verifier-core-knows-no-nest',
    comment: 'The core has to serve services that are not made with Nest. Its specs are held against the test issuer.',
    from: { path: '^libs/verifier/core/', pathNot: SPEC },
    to: { path: ['^libs/verifier/(?:nest|testing)/', 'node_modules/(?:@nestjs|passport|passport-jwt|rxjs)/'] },
  },
  {
    name: 'published-libs-import-by-relative-path',
    comment: 'Their own package.json ends the scope of the imports map, so #libs/… does not resolve inside them.',
    from: { path: '^libs/(?:verifier|client)/' },
    to: { dependencyTypes: ['aliased-subpath-import'] },
  },
  {
    name: 'platform-imports-only-contracts',
    comment:
      'Every module stands on the platform. Its routes alone say, with the verifier’s decorators, who may call them.',
    from: { path: '^libs/platform/' },
    to: { path: OURS, pathNot: '^libs/(?:platform|contracts|verifier/nest)/' },
  },
  {
    name: 'persistence-imports-only-platform-and-contracts',
    comment: 'The way to the database knows nothing of what is stored.',
    ...importsOnly('persistence', ['platform', 'contracts']),
  },
  {
    name: 'housekeeping-imports-only-the-platform',
    comment: 'Every module has chores of its own, and the clean-up finds them; it knows none of them.',
    ...importsOnly('housekeeping', ['platform', 'contracts']),
  },
  {
    name: 'audit-imports-only-the-ground-beneath-it',
    comment: 'Everything that happens is recorded here, so nothing that happens may be known here.',
    ...importsOnly('audit', ['housekeeping', 'persistence', 'platform', 'verifier', 'contracts']),
  },
  {
    name: 'revocations-imports-only-the-ground-beneath-it',
    comment: 'All features tell it what is over; it knows none of them.',
    ...importsOnly('revocations', ['audit', 'housekeeping', 'persistence', 'platform', 'verifier', 'contracts']),
  },
  {
    name: 'authority-imports-only-the-ground-beneath-it',
    comment: 'All features ask it who may do what; it knows none of them, and learns what is held through a port.',
    ...importsOnly('authority', ['audit', 'persistence', 'platform', 'contracts']),
  },
  {
    name: 'features-never-import-each-other',
    comment: 'What takes two features is a use case and belongs to libs/auth.',
    from: { path: `^libs/(${FEATURES})/` },
    to: { path: `^libs/${FEATURES}/`, pathNot: '^libs/$1/' },
  },
  {
    name: 'features-import-only-the-ground-beneath-them',
    comment:
      'A feature stands on authority, revocations, audit, housekeeping, persistence, platform, verifier and contracts.',
    from: { path: `^libs/${FEATURES}/` },
    to: {
      path: '^libs/',
      pathNot: `^libs/(?:${FEATURES}|auth|authority|revocations|audit|housekeeping|persistence|platform|verifier|contracts)/`,
    },
  },
  {
    name: 'only-auth-and-apps-import-features',
    comment: 'libs/auth is the only lib that puts features together.',
    from: { path: '^libs/', pathNot: `^libs/(?:auth|${FEATURES})/` },
    to: { path: `^libs/${FEATURES}/` },
  },
  {
    name: 'only-apps-import-auth',
    comment: 'The use cases are the top of the libs.',
    from: { path: '^libs/', pathNot: '^libs/auth/' },
    to: { path: '^libs/auth/' },
  },
  {
    name: 'libs-never-import-apps-or-tests',
    comment:
      'A lib must not know who uses it. Specs of use cases start the service in the way that test/ has for them.',
    from: { path: '^libs/', pathNot: SPEC },
    to: { path: '^(?:apps|test|bench)/' },
  },
  {
    name: 'specs-of-libs-import-no-apps-and-of-tests-only-what-is-for-them',
    comment: 'They are about the lib beside them, and reach the rest through what is injected.',
    from: { path: '^libs/.*\\.spec\\.ts$' },
    to: { path: '^(?:apps|test|bench)/', pathNot: FOR_SPECS },
  },
  {
    name: 'apps-never-import-each-other-or-tests',
    comment: 'Apps are programs of their own and meet over HTTP.',
    from: { path: '^(apps/[^/]+)/' },
    to: { path: '^(?:apps|test|bench)/', pathNot: '^$1/' },
  },
  {
    name: 'notes-knows-only-the-verifier',
    comment: 'It is the example of a service that lives elsewhere and has only what is published.',
    from: { path: '^apps/notes/' },
    to: { path: '^libs/', pathNot: '^libs/verifier/' },
  },
  {
    name: 'pages-import-nothing-but-themselves-and-the-client',
    comment: 'They run in browsers and know the service by its API alone, whose shapes the client has.',
    from: { path: '^apps/pages/src/', pathNot: SPEC },
    to: { path: ['^(?:libs/(?!client/)|test/|bench/)', '^apps/(?!pages/)', 'node_modules/'] },
  },
  {
    name: 'pages-import-only-types-of-the-client',
    comment: 'Their scripts have a budget: of the client they take what leaves no byte behind.',
    from: { path: '^apps/pages/src/', pathNot: SPEC },
    to: { path: '^libs/client/', dependencyTypesNot: ['type-only'] },
  },

  // What a lib shows of itself.
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

  // Packages.
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

export default {
  forbidden: forbidden.map(rule => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    // Imports of types are dependencies too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      // Makes #libs/… lead to sources, not to what was built from them.
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
