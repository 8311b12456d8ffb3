import { FEATURES, SPEC, OURS, FOR_SPECS, importsOnly } from './paths.js';

/** Who may import whom, from the ground up. */
export const layers = [
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
    name: 'outbox-imports-nothing-of-ours',
    comment: 'It sends whatever it is given; what that is, and where it is kept, its owners know.',
    ...importsOnly('outbox'),
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
    name: 'guessing-imports-only-the-ground-beneath-it',
    comment: 'Whoever lets something be tried asks it; it does not know what that is.',
    ...importsOnly('guessing', ['audit', 'persistence', 'platform', 'contracts']),
  },
  {
    name: 'outbound-imports-only-the-platform',
    comment: 'Whoever sends requests to others goes by it; it does not know what they ask for.',
    ...importsOnly('outbound', ['platform']),
  },
  {
    name: 'only-outbound-calls-others',
    comment: 'There is one way out, which judges the addresses that a name leads to where it connects to them.',
    from: { path: '^libs/', pathNot: ['^libs/(?:outbound|verifier|client)/', SPEC] },
    to: { path: '^(?:node:)?(?:dns|https)(?:/promises)?$' },
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
      'A feature stands on authority, guessing, revocations, audit, housekeeping, outbound, outbox, persistence, platform, verifier and contracts.',
    from: { path: `^libs/${FEATURES}/` },
    to: {
      path: '^libs/',
      pathNot: `^libs/(?:${FEATURES}|auth|authority|guessing|revocations|audit|housekeeping|outbound|outbox|persistence|platform|verifier|contracts)/`,
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
      'A lib must not know who uses it. Specs share scenes, and ways to start the service, which test/ has for them.',
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
    to: { path: '^(?:apps|test|bench)/', pathNot: ['^$1/', FOR_SPECS] },
  },
  {
    name: 'notes-knows-only-the-verifier',
    comment: 'It is the example of a service that lives elsewhere and has only what is published.',
    from: { path: '^apps/notes/' },
    to: { path: '^libs/', pathNot: '^libs/verifier/' },
  },
  {
    name: 'pages-import-nothing-but-themselves-and-the-client',
    comment:
      'They run in browsers and know the service by its API alone, whose shapes the client has. One package draws QR codes ' +
      '(decision 0046).',
    from: { path: '^apps/pages/src/', pathNot: SPEC },
    to: { path: ['^(?:libs/(?!client/)|test/|bench/)', '^apps/(?!pages/)', 'node_modules/(?!lean-qr/)'] },
  },
  {
    name: 'pages-import-only-types-of-the-client',
    comment: 'Their scripts have a budget: of the client they take what leaves no byte behind.',
    from: { path: '^apps/pages/src/', pathNot: SPEC },
    to: { path: '^libs/client/', dependencyTypesNot: ['type-only'] },
  },
];
