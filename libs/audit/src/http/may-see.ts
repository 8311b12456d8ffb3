import type { Principal } from '#libs/contracts';
import type { AccessTokenVerifier } from '#libs/verifier/core';
import type { MaySee, NameKind } from '../names/event-names.js';

const PERMISSIONS: Readonly<Record<NameKind, string>> = {
  user: 'users:read',
  client: 'clients:read',
  identity_provider: 'identity_providers:read',
};

/** Which names somebody may see: the trail itself holds ids, and who may read it may not read everything else for that. */
export const maySee =
  (verifier: AccessTokenVerifier, principal: Principal): MaySee =>
  kind =>
    verifier.permits(principal, PERMISSIONS[kind]);
