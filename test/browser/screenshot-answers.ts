import { auditEvents } from './audit-answers.js';
import type { Factor, Me, Permission, Role, RoleMember, ServiceClient, Session, User, UserRole } from '#libs/client';

export const NOW = new Date('2026-03-12T10:24:00Z');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ago = (ms: number): string => new Date(NOW.getTime() - ms).toISOString();
const idOf = (index: number): string => `0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d${index.toString(16).padStart(2, '0')}`;
const page = (items: readonly object[], next_cursor: string | null = null): object => ({ items, next_cursor });

const NAMES = [
  'ada',
  'grace',
  'barbara',
  'edsger',
  'hedy',
  'alan',
  'katherine',
  'donald',
  'radia',
  'tim',
  'margaret',
  'leslie',
];
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.2 Mobile/15E148 Safari/604.1';
const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36 Edg/145.0.0.0';

const user = (name: string, index: number): User => ({
  id: idOf(index),
  email: `${name}@example.org`,
  email_verified: index !== 1,
  status: index === 3 ? 'disabled' : index === 1 ? 'invited' : 'active',
  ext: index === 0 ? { plan: 'gold' } : null,
  version: 1,
  created_at: ago(index * 3 * DAY + 2 * HOUR),
  updated_at: ago(index * 2 * DAY + HOUR),
});
const USERS = NAMES.map(user);

const session = (user_agent: string | null, ip: string, used: number, index: number): Session => ({
  id: idOf(0x40 + index),
  user_id: idOf(0),
  ...{ client_id: 'gatehouse', client_name: null, parent_id: null },
  jti: `mJ0nQmFz4u0hG2mJYb1c3${index}`,
  amr: ['pwd'],
  acr: 'sfa',
  authenticated_at: ago(used * 3 + index * DAY),
  issued_at: ago(used * 3 + index * DAY),
  expires_at: ago(-20 * DAY),
  last_used_at: ago(used),
  revoked: false,
  revoked_at: null,
  ip,
  user_agent,
  current: index === 0,
});
const SESSIONS = [
  session(FIREFOX, '203.0.113.7', MINUTE, 0),
  session(IPHONE, '2001:db8:7:1c::42', 40 * MINUTE, 1),
  session(EDGE, '198.51.100.23', 26 * HOUR, 2),
  session('curl/8.12.1', '203.0.113.7', 5 * DAY, 3),
];

const role = (
  name: string,
  description: string,
  permissions: string[],
  includes: string[] = [],
  included: string[] = [],
): Role => ({
  name,
  description,
  permissions,
  includes,
  assigns: name === 'support-lead' ? ['support'] : [],
  effective_permissions: [...permissions, ...included],
  requires_mfa: name === 'admin',
  effective_requires_mfa: name === 'admin',
  built_in: name === 'admin' || name === 'user',
  version: 2,
  created_at: ago(90 * DAY),
  updated_at: ago(30 * DAY),
});
const OF_SUPPORT = ['orders:read', 'sessions:read', 'users:read'];
const ROLES = [
  role('admin', 'Everything there is', ['*']),
  role('auditor', 'Reads what was done', ['audit:read', 'users:read']),
  role('support', 'Answers customers', OF_SUPPORT),
  role(
    'support-lead',
    'Leads those who answer customers',
    ['orders:refund', 'roles:delegate'],
    ['support'],
    OF_SUPPORT,
  ),
  role('user', 'Everybody', []),
];

const permission = (name: string, description: string): Permission => ({
  name,
  description,
  built_in: !name.startsWith('orders:'),
  declared_by: null,
});
const PERMISSIONS: Permission[] = [
  permission('audit:read', 'Read the audit trail.'),
  permission('orders:read', 'See orders and what became of them.'),
  permission('orders:refund', 'Give customers their money back.'),
  permission('users:read', 'See accounts, and search them.'),
];

const client = (name: string, scopes: string[], index: number): ServiceClient => ({
  client_id: idOf(0x60 + index),
  kind: 'service',
  ...{ name, scopes, first_party: false, device_grant: false },
  ...{ audiences: null, public_jwk: null, backchannel_logout_uri: null, logo_uri: null },
  ...{ redirect_uris: [], post_logout_redirect_uris: [] },
  ...{ backchannel_logout_session_required: false, require_pushed_authorization_requests: false },
  status: index === 2 ? 'disabled' : 'active',
  created_at: ago((index + 1) * 11 * DAY),
  updated_at: ago((index + 1) * 11 * DAY),
});
const CLIENTS = [
  client('orders', ['introspect', 'orders:read', 'revocations:read'], 0),
  client('invoices', ['orders:read', 'revocations:read'], 1),
  client('legacy-import', ['users:read'], 2),
];

const ME: Me = {
  ...user('ada', 0),
  roles: ['admin', 'user'],
  dormant_roles: [],
  permissions: ['*'],
  amr: ['pwd', 'otp', 'mfa'],
  acr: 'mfa',
  auth_time: NOW.getTime() / 1000,
  session_id: SESSIONS[0]?.id ?? '',
};

const given = (name: string, days: number, expires_at: string | null): UserRole => ({
  role: name,
  granted_by: null,
  granted_at: ago(days * DAY),
  expires_at,
});
const member = (index: number): RoleMember => ({
  user_id: idOf(index),
  email: USERS[index]?.email ?? null,
  granted_by: null,
  granted_at: ago(index * DAY),
  expires_at: null,
  has_second_factor: index !== 4,
});

const factor = (method: Factor['method'], name: string | null, days: number, index: number): Factor => ({
  id: idOf(0xa0 + index),
  method,
  name,
  created_at: ago(days * DAY),
  last_used_at: method === 'recovery_code' ? null : ago(index * 3 * HOUR + MINUTE),
  codes_left: method === 'recovery_code' ? 9 : null,
  backed_up: method === 'passkey' ? true : null,
  rp_id: method === 'passkey' ? 'auth.example.org' : null,
});
const FACTORS = [
  factor('totp', 'Authenticator app', 60, 0),
  factor('recovery_code', null, 60, 1),
  factor('passkey', 'Laptop', 12, 2),
];

/** What the service is made out to answer. */
export function answers(path: string): unknown {
  const [, , collection = '', id = '', part = ''] = path.split('/');
  switch (collection) {
    case 'auth':
      if (id === 'factors') return page(FACTORS);
      return id === 'me' ? ME : { csrf_token: '' };
    case 'sessions':
      return page(SESSIONS);
    case 'users':
      if (part === 'roles') return page([given('support', 40, ago(-6 * DAY)), given('user', 90, null)]);
      if (part === 'sessions') return page(SESSIONS.slice(1));
      if (part === 'factors') return page(FACTORS.slice(0, 2));
      return id === '' ? page(USERS, 'more') : USERS.find(user => user.id === id);
    case 'roles':
      if (part === 'members') return page([member(2), member(4), member(5)]);
      return id === '' ? page(ROLES) : ROLES.find(({ name }) => name === id);
    case 'permissions':
      return page(PERMISSIONS);
    case 'clients':
      return page(CLIENTS);
    default:
      return page(auditEvents(NOW), 'more');
  }
}
