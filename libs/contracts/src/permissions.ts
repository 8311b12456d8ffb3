/**
 * What may be done at Gatehouse itself, and what each permission means: the part of the catalogue that is in code.
 * Other services declare permissions for resources of their own.
 */
export const PERMISSIONS = {
  'users:read': 'See accounts, and search them.',
  'users:write': 'Make accounts, disable and enable them, start the reset of a password.',
  'users:claims': 'Set the custom claims of accounts that one may change: any claim, one’s own too.',
  'users:delete': 'Delete accounts with all that is theirs.',
  'sessions:read': 'See the sessions of others.',
  'sessions:revoke': 'End the sessions of others.',
  'roles:read': 'See roles, who has them, and the catalogue of permissions.',
  'roles:write': 'Make, change and delete roles.',
  'roles:assign': 'Give any role to a user and take it away.',
  'roles:delegate': 'Give and take the roles that a role of one’s own lists in `assigns`; comes with such a role.',
  'permissions:declare': 'Declare permissions for the resources of another service.',
  'clients:read': 'See service clients.',
  'clients:write': 'Make, change and delete service clients and their secrets.',
  'identity_providers:read': 'See the providers by which people log in here.',
  'identity_providers:write': 'Make, change and delete the providers by which people log in here.',
  'audit:read': 'Read the audit trail.',
  'statistics:read':
    'See how many log in, fail to and have accounts; from which addresses and at whose accounts logins fail.',
  'revocations:read': 'Follow the feed of revocations.',
  'revocations:write': 'Revoke single access tokens, whoever’s they are.',
  'metrics:read': 'Read the metrics of the service.',
} as const;

export type BuiltInPermission = keyof typeof PERMISSIONS;

/** Stands for every permission there is; only the built-in role `admin` has it. */
export const EVERYTHING = '*';

/** `resource:action`, such as `orders:refund`. */
export const PERMISSION_PATTERN = /^[a-z][a-z0-9_-]{0,62}:[a-z][a-z0-9_-]{0,62}$/;
