import { personAt, type Size } from './fill.js';

/** A request of the console, and what it asks for the nth time: somebody or something else each time, where it can. */
export interface Request {
  readonly name: string;
  readonly path: (n: number) => string;
}

const ago = (hours: number): string => encodeURIComponent(new Date(Date.now() - hours * 3_600_000).toISOString());
const EVENTS = '/v1/audit-events?limit=25';
const USERS = '/v1/users?limit=25';
const SESSIONS = '/v1/user-sessions?limit=25';
const STATISTICS = '/v1/statistics';

/** All that the console asks for by reading. */
export function requestsOf(size: Size): readonly Request[] {
  const person = (n: number): string => personAt(n, size);
  const request = (name: string, path: (n: number) => string): Request => ({ name, path });
  return [
    request('users', () => USERS),
    request('users by the beginning of an address', n => `${USERS}&email_prefix=p${(n * 7919) % size.people}`),
    request('users by a beginning that all have', () => `${USERS}&email_prefix=p`),
    request('users by a beginning that nobody has', n => `${USERS}&email_prefix=nobody${n}`),
    request('users who are disabled', () => `${USERS}&status=disabled`),
    request('users by a rare role', n => `${USERS}&role=role-${1 + (n % 50)}`),
    request('users who are invited, by a role', () => `${USERS}&role=user&status=invited`),
    request('a user', n => `/v1/users/${person(n)}`),
    request('their roles', n => `/v1/users/${person(n)}/roles`),
    request('their permissions', n => `/v1/users/${person(n)}/permissions?limit=100`),
    request('their sessions', n => `/v1/users/${person(n)}/sessions?active=true&limit=20`),
    request('sessions', () => SESSIONS),
    request('sessions that are not over', () => `${SESSIONS}&active=true`),
    request('sessions from an address', n => `${SESSIONS}&ip=192.0.2.${n % 250}`),
    request('sessions of a program that nobody has', n => `${SESSIONS}&user_agent_contains=nobody${n}`),
    request('sessions of a client that nobody uses', n => `${SESSIONS}&client_id=nobody${n}&active=true`),
    request('sessions of a time', n => `${SESSIONS}&issued_since=${ago(48 + n)}&issued_until=${ago(24 + n)}`),
    request('their factors', n => `/v1/users/${person(n)}/factors`),
    request('roles', () => '/v1/roles?limit=100'),
    request('members of a role', () => '/v1/roles/user/members?limit=20'),
    request('permissions', () => '/v1/permissions?limit=100'),
    request('holders of a permission', () => '/v1/permissions/users:read/holders?limit=20'),
    request('clients', () => '/v1/clients?limit=100'),
    request('identity providers', () => '/v1/identity-providers'),
    request('events', () => EVENTS),
    request('events by somebody', n => `${EVENTS}&actor=${person(n)}`),
    request('events by somebody, of a kind', n => `${EVENTS}&actor=${person(n)}&kind=session_revoked`),
    request('events to somebody', n => `${EVENTS}&target=${person(n)}`),
    request('events about somebody', n => `${EVENTS}&subject=${person(n)}`),
    request('events with a role', () => `${EVENTS}&role=user`),
    request('events of a common kind', () => `${EVENTS}&kind=authn_login_fail`),
    request('events of a kind that never was', () => `${EVENTS}&kind=key_retired`),
    request('events from an address', n => `${EVENTS}&ip=203.0.113.${(n * 2) % 40}`),
    request('failures from an address', n => `${EVENTS}&ip=203.0.113.${(n * 2) % 40}&kind=authn_login_fail`),
    request('events of a time', n => `${EVENTS}&since=${ago(48 + n)}&until=${ago(24 + n)}`),
    request('events by somebody, of a time', n => `${EVENTS}&actor=${person(n)}&since=${ago(480)}&until=${ago(24)}`),
    ...(['logins', 'accounts'] as const).flatMap(what => [
      request(`${what} of an hour`, () => `${STATISTICS}/${what}?step=minute&since=${ago(1)}`),
      request(
        `${what} of a day, by minute`,
        n => `${STATISTICS}/${what}?step=minute&since=${ago(24 + n)}&until=${ago(1 + n)}`,
      ),
      request(`${what} of a month, by hour`, () => `${STATISTICS}/${what}?step=hour&since=${ago(31 * 24 - 1)}`),
      request(`${what} of a year`, () => `${STATISTICS}/${what}?step=day&since=${ago(365 * 24)}`),
    ]),
    ...(['addresses', 'accounts'] as const).flatMap(what => [
      request(`${what} with failures, of a day`, () => `${STATISTICS}/failed-logins/${what}`),
      request(`${what} with failures, of a week`, () => `${STATISTICS}/failed-logins/${what}?since=${ago(7 * 24 - 1)}`),
    ]),
    request('totals', () => `${STATISTICS}/totals`),
  ];
}
