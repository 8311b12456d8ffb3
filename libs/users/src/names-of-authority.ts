/** Registered and own claims of tokens, and what services might take for rights; all without `_`. */
const NAMES = new Set([
  ...['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'clientid', 'sid', 'authtime', 'epoch', 'clientepoch'],
  ...[
    'role',
    'roles',
    'permission',
    'permissions',
    'scope',
    'scopes',
    'groups',
    'admin',
    'isadmin',
    'superuser',
    'issuperuser',
    'group',
    'scp',
    'mayact',
    'authorizationdetails',
    'azp',
  ],
  ...[
    'authority',
    'authorities',
    'entitlements',
    'privileges',
    'realmaccess',
    'resourceaccess',
    'cnf',
    'act',
    'amr',
    'acr',
  ],
]);

/** Whether a key reads like a claim that the service alone vouches for: `roles`, `scope`, `is_admin`, `auth_time`. */
export function readsLikeAuthority(key: string): boolean {
  return NAMES.has(key.toLowerCase().replace(/[-_]/g, ''));
}
