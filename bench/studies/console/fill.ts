import type { Pool } from 'pg';

export interface Size {
  readonly people: number;
  readonly sessions: number;
  readonly events: number;
}

/** How long ago the first event was. */
export const DAYS = 90;
/** Have done, and suffered, more than anybody else. */
const BUSY = 50;

/**
 * People, sessions and a trail as they are after years, and what the service has counted of them. Indexes are made when the rows are
 * there, or it would take an hour.
 */
export async function fill(pool: Pool, { people, sessions, events }: Size): Promise<void> {
  await pool.query('SET synchronous_commit = off');
  await pool.query(`SET maintenance_work_mem = '512MB'`);
  await without(pool, ['subjects', 'users', 'user_roles', 'totp_factors'], () => pool.query(PEOPLE, [people]));
  await without(pool, ['sessions'], () => pool.query(SESSIONS, [sessions, people]));
  await without(pool, ['audit_events'], () => pool.query(TRAIL, [events, people]));
  for (const table of ['subjects', 'users', 'user_roles', 'totp_factors', 'sessions', 'audit_events'])
    await pool.query(`VACUUM ANALYZE ${table}`);
  for (const sql of COUNTED) await pool.query(sql);
  await pool.query('VACUUM ANALYZE audit_tallies, failed_logins');
}

/** Does what it does without the keys and indexes of these tables, which it puts back as they were. */
async function without(pool: Pool, tables: readonly string[], work: () => Promise<unknown>): Promise<void> {
  const keys = await pool.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE conrelid::regclass::text = ANY ($1) AND contype = 'f'`,
    [tables],
  );
  const indexes = await pool.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid::regclass::text = ANY ($1) AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)`,
    [tables],
  );
  for (const { table, name } of keys.rows) await pool.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const { name } of indexes.rows) await pool.query(`DROP INDEX ${name}`);
  await work();
  for (const { definition } of indexes.rows) await pool.query(definition);
  for (const { table, name, definition } of keys.rows)
    await pool.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
}

/** SQL: of person number n. */
const idOf = (n: string): string => `('00000000-0000-7000-9000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

const PEOPLE = `
  WITH subject AS (
    INSERT INTO subjects (id, kind, status, has_second_factor)
    SELECT ${idOf('n')}, 'user', CASE n % 1000 WHEN 7 THEN 'disabled' WHEN 8 THEN 'invited' ELSE 'active' END, n % 4 = 0
    FROM generate_series(1, $1::integer) n RETURNING id),
  account AS (
    INSERT INTO users (id, email, password_hash, created_at, updated_at)
    SELECT ${idOf('n')}, 'p' || n || '@bench.example', repeat('x', 97), now() - n * interval '1 minute', now()
    FROM generate_series(1, $1::integer) n),
  factor AS (
    INSERT INTO totp_factors (id, user_id, name, secret, confirmed_at, last_step)
    SELECT gen_random_uuid(), ${idOf('n')}, 'App', '', now(), 1 FROM generate_series(4, $1::integer, 4) n),
  special AS (
    INSERT INTO roles (name) SELECT 'role-' || n FROM generate_series(1, 50) n RETURNING name)
  INSERT INTO user_roles (user_id, role)
  SELECT ${idOf('n')}, 'user' FROM generate_series(1, $1::integer) n
  UNION ALL SELECT ${idOf('1 + n * 7 % $1::integer')}, name FROM generate_series(1, 100) n, special`;

const SESSIONS = `
  INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, last_used_at, idle_seconds,
                        opened_epoch, secret_hash, rotated_at, ip, user_agent)
  SELECT uuidv7(), ${idOf('1 + n % $2::integer')}, 'gatehouse', md5(n::text), now(), now() + interval '30 days',
         now() - n % 20 * interval '1 day', 1209600, 0, sha256(n::text::bytea), now(), '192.0.2.' || n % 250,
         CASE n % 50000 WHEN 0 THEN 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) Version/26.1 Safari/604.1'
           ELSE 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0' END
  FROM generate_series(1, $1::integer) n`;

/** Logins most of all; one in eight fails, half of those from a few addresses that guess, the others from anywhere. */
const TRAIL = `
  INSERT INTO audit_events (id, kind, occurred_at, actor_id, target_id, ip, user_agent, details)
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '70008' || lpad(to_hex(n), 15, '0'))::uuid,
         kind, at, CASE WHEN kind = 'authn_login_fail' THEN NULL ELSE person END,
         CASE kind WHEN 'authn_login_success' THEN md5(n::text)::uuid::text WHEN 'session_revoked' THEN md5(n::text)::uuid::text
                   WHEN 'authn_login_fail' THEN CASE WHEN n % 3 = 0 THEN NULL ELSE person::text END ELSE person::text END,
         CASE WHEN kind = 'authn_login_fail' AND n % 2 = 0 THEN '203.0.113.' || n % 40
              ELSE '10.' || n % 3 || '.' || n % 211 || '.' || n % 241 END,
         'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
         CASE kind WHEN 'session_revoked' THEN jsonb_build_object('reason', 'logout', 'user_id', person)
                   WHEN 'authz_role_granted' THEN '{"role": "user"}' ELSE '{}' END
  FROM (
    SELECT n, now() - ($1::integer - n) * (interval '${DAYS} days' / $1::integer) AS at,
           ${idOf(`CASE WHEN n % 10 = 0 THEN 1 + n / 10 % ${BUSY} ELSE 1 + (n * 7919::bigint) % $2::integer END`)} AS person,
           (ARRAY['authn_login_success', 'authn_login_success', 'authn_login_success', 'authn_login_success', 'session_revoked',
                  'authn_login_fail', 'authn_login_success', CASE n % 7 WHEN 0 THEN 'authz_role_granted' WHEN 1 THEN 'user_created'
                  WHEN 2 THEN 'authn_login_factor_required' ELSE 'session_revoked' END])[n % 8 + 1] AS kind
    FROM generate_series(1, $1::integer) n
  ) made`;

const SETTLED = `now() - interval '11 minutes'`;

/** As the service does by and by, a thousand events at a time. */
const COUNTED = [
  `INSERT INTO audit_tallies (step, at, name, count)
   SELECT step, date_trunc(step, minute, 'UTC'), name, sum(count) FROM (
     SELECT date_trunc('minute', occurred_at, 'UTC') AS minute, kind, count(*) AS count FROM audit_events
     WHERE occurred_at < ${SETTLED} GROUP BY 1, 2) AS counted
   JOIN (VALUES ('authn_login_success', 'login_success'), ('authn_login_fail', 'login_wrong'), ('user_created', 'user_created'),
                ('authn_login_factor_required', 'login_factor_required')) AS named (kind, name) USING (kind)
   CROSS JOIN unnest('{minute,hour,day}'::text[]) AS step
   WHERE step <> 'minute' OR minute > now() - interval '32 days' GROUP BY 1, 2, 3`,
  `INSERT INTO failed_logins (hour, ip, user_id, count)
   SELECT date_trunc('hour', occurred_at, 'UTC'), ip, coalesce(target_id::uuid, '00000000-0000-0000-0000-000000000000'), count(*)
   FROM audit_events
   WHERE kind = 'authn_login_fail' AND occurred_at < ${SETTLED} AND occurred_at > now() - interval '32 days' GROUP BY 1, 2, 3`,
  `UPDATE tallied_range SET first = '00000000-0000-0000-0000-000000000000',
     last = (SELECT max(id::text)::uuid FROM audit_events WHERE occurred_at < ${SETTLED} AND occurred_at > now() - interval '1 day')`,
  `UPDATE censuses SET counted_at = now(), counted = CASE name WHEN 'sessions' THEN '{"active": 1}'
     ELSE '{"active":1,"invited":1,"disabled":1,"with_second_factor":1,"totp":1,"passkey":0,"recovery_code":0}' END::jsonb`,
];

/** People from all over the table, some of whom have done much. */
export const personAt = (n: number, { people }: Size): string =>
  `00000000-0000-7000-9000-${(n % 2 === 0 ? 1 + (n % BUSY) : 1 + ((n * 7919) % people)).toString(16).padStart(12, '0')}`;
