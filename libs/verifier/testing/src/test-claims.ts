import type { AccessTokenClaims } from '../../../contracts/src/index.js';

/** The claims of a token to mint; those that are left out get fitting values. */
export type TestClaims = { sub: string } & Partial<AccessTokenClaims> & {
    /** Permits these to this one token, by its scope, whatever its roles permit. */
    permissions?: readonly string[];
    [claim: string]: unknown;
  };
