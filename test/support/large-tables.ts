/** Tables as they are after years: what happens in them, and to whom. */
import type pg from 'pg';

export const EVENTS = 300_000;
export const USERS = 60_000;

/** How the ids of people begin; those of the migrations' own subjects begin otherwise. */
const BEGINNING = '00000000-0000-7000-9000-';
export const uuid = (number: number): string => `${BEGINNING}${number.toString(16).padStart(12, '0')}`;
/** Does a third of all there is to do. */
export const LOUD = uuid(1);
/** Has done five things, long ago, and suffered as many. */
export const QUIET = uuid(2);
export const STRANGER = uuid(3);
/** A third of all was done from there. */
export const SHARED_ADDRESS = '203.0.113.7';
export const RARE_ADDRESS = '2001:db8::7';
/** Has done a third of all, and nothing for long. */
export const ONCE_LOUD = uuid(4);

/** Fills the tables of a service that has been started once. */
export async function fillTables(client: pg.Client): Promise<void> {
  await client.query(FILL_SUBJECTS, [USERS]);
  await client.query(FILL_USERS, [USERS]);
  await client.query(FILL_ROLES, [USERS]);
  await client.query(FILL_EVENTS, [EVENTS, LOUD, QUIET, USERS]);
  for (const table of ['subjects', 'users', 'user_roles', 'audit_events']) await client.query(`ANALYZE ${table}`);
}

/** When event number n happened: one a minute. */
export function timeOf(n: number): Date {
  return new Date(Date.UTC(2020, 0) + Math.floor(n) * 60_000);
}

export function uuidAt(n: number): string {
  const hex = timeOf(n).getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

const ID = (n: string): string => `('${BEGINNING}' || lpad(to_hex(${n}), 12, '0'))::uuid`;

const FILL_SUBJECTS = `
  INSERT INTO subjects (id, kind, status)
  SELECT ${ID('n')}, 'user', CASE WHEN n % 1000 = 7 THEN 'disabled' ELSE 'active' END FROM generate_series(1, $1::int) n`;

const FILL_USERS = `
  INSERT INTO users (id, email, password_hash)
  SELECT ${ID('n')}, 'p' || n || '@example.test', '' FROM generate_series(1, $1::int) n`;

const FILL_ROLES = `
  WITH role AS (INSERT INTO roles (name) VALUES ('rare') RETURNING name)
  INSERT INTO user_roles (user_id, role)
  SELECT ${ID('n')}, 'user' FROM generate_series(1, $1::int) n
  UNION ALL SELECT ${ID('n * 100')}, name FROM role, generate_series(1, 5) n`;

/**
 * Logins most of all, with what they are like otherwise: a third of all by somebody loud, some sessions ended by others, roles
 * given, deletions once in a while; and ten events about somebody quiet, long ago.
 */
const FILL_EVENTS = `
  INSERT INTO audit_events (id, kind, occurred_at, actor_id, target_id, ip, user_agent, details)
  SELECT (lpad(to_hex(extract(epoch FROM at)::bigint * 1000 + (extract(milliseconds FROM at)::bigint % 1000)), 12, '0')
            || '70008' || lpad(to_hex(n), 15, '0'))::uuid,
         kind, at,
         CASE WHEN n % 3 = 0 THEN $2::uuid WHEN n < $1::int / 3 AND n % 3 = 1 THEN '${ONCE_LOUD}'::uuid WHEN n < 500 AND n % 100 = 2 THEN $3::uuid
              ELSE ${ID('5 + n % ($4::int - 5)')} END,
         CASE WHEN n < 500 AND n % 100 = 5 THEN $3::uuid::text
              WHEN kind = 'authn_login_success' THEN CASE WHEN n % 7 = 0 THEN 'session' ELSE gen_random_uuid()::text END
              ELSE ${ID('5 + (n * 7) % ($4::int - 5)')}::text END,
         CASE WHEN n < 500 AND n % 100 = 3 THEN '${RARE_ADDRESS}' WHEN n % 3 = 0 THEN '${SHARED_ADDRESS}'
              ELSE '198.51.100.' || n % 250 END,
         'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0',
         CASE kind
           WHEN 'session_revoked' THEN jsonb_build_object('reason', 'logout', 'user_id', ${ID('5 + (n * 11::bigint) % ($4::int - 5)')})
           WHEN 'authz_role_granted' THEN jsonb_build_object('role', CASE WHEN n = 13 THEN 'rare' ELSE 'user' END)
           WHEN 'authz_role_revoked' THEN jsonb_build_object('role', 'user')
           ELSE '{}' END
  FROM (
    SELECT n, timestamptz '2020-01-01 00:00:00Z' + n * interval '1 minute' AS at,
           CASE WHEN n % 13 = 0 THEN 'authz_role_granted' WHEN n % 17 = 0 THEN 'session_revoked'
                WHEN n = 100001 THEN 'user_deleted' WHEN n = 100003 THEN 'authz_role_revoked'
                ELSE 'authn_login_success' END AS kind
    FROM generate_series(1, $1::int) n
  ) made`;
