/** Where things lie, for the rules of who may import what. */
export const FEATURES = '(?:users|roles|sessions|tokens|service-clients|factors|mail|oidc|upstream)';
export const SPEC = '\\.spec\\.ts$';
export const ENTITY = '\\.entity\\.ts$';
export const ENTITY_LIST = '^apps/auth/src/entities\\.ts$';
/** What is run, or imported from outside of its folder. */
export const ENTRY = [
  '^apps/[^/]+/src/(?:main|bin/[^/]+)\\.ts$',
  '^apps/pages/src/(?:account|console|device|login|logged-out|upstream)/main\\.ts$',
  '^libs/.+/src/index\\.ts$',
  '^ormconfig\\.ts$',
];
export const OURS = '^(?:apps|libs|test|bench)/';
/** What specs of libs share, and how those of use cases start the service: for them alone, as a rule of their own says. */
export const FOR_SPECS = '^test/support/(?:specs|use-cases)/';

/** A lib that may import, of ours, nothing but itself and these. */
export const importsOnly = (lib, allowed = []) => ({
  from: { path: `^libs/${lib}/` },
  to: { path: OURS, pathNot: [`^libs/(?:${[lib, ...allowed].join('|')})/`, FOR_SPECS] },
});
