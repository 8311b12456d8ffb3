import { AuthorizationCodeGrant } from './authorization-code.grant.js';
import { ClientCredentialsGrant } from './client-credentials.grant.js';
import { DeviceCodeGrant } from './device-code.grant.js';
import type { GrantClass, GrantKind } from './grant.js';
import { fieldsOfGrants } from './grant-fields.js';
import { PasswordGrant } from './password.grant.js';
import { RefreshTokenGrant } from './refresh-token.grant.js';

/** All grants of the token endpoint, in the order in which the metadata lists them. */
export const GRANTS: readonly GrantClass[] = [
  AuthorizationCodeGrant,
  ClientCredentialsGrant,
  RefreshTokenGrant,
  DeviceCodeGrant,
  PasswordGrant,
];

export const GRANT_KINDS: readonly GrantKind[] = GRANTS.map(({ kind }) => kind);

export const GRANT_FIELDS = fieldsOfGrants(GRANT_KINDS);
