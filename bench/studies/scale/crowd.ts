import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { RefreshTokens } from '#libs/tokens';
import { MasterSecret } from '#libs/platform';
import type { Person } from '../../crowd/people.js';

const SESSIONS_A_USER = 10;
const FOREIGN_KEY = 'sessions_user_id_fkey';

/**
 * So many sessions, ten a user. That these exist is checked for all at once: one by one it would take minutes.
 * @param end SQL of when each is over
 */
export async function populate(pool: Pool, sessions: number, end = `now() + interval '30 days'`): Promise<void> {
  await pool.query(USERS, [Math.ceil(sessions / SESSIONS_A_USER)]);
  await pool.query(`ALTER TABLE sessions DROP CONSTRAINT ${FOREIGN_KEY}`);
  await pool.query(sessionsUntil(end), [sessions, SESSIONS_A_USER]);
  await pool.query(
    `ALTER TABLE sessions ADD CONSTRAINT ${FOREIGN_KEY} FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE`,
  );
  // What the autovacuum would do sooner or later, and then perhaps while it is measured.
  for (const table of ['subjects', 'users', 'user_roles', 'sessions']) await pool.query(`VACUUM ANALYZE ${table}`);
}

/** Sessions from all over the table, none twice. */
export async function pick(pool: Pool, count: number): Promise<Person[]> {
  const { rows } = await pool.query<Person>(
    `SELECT user_id, s.id AS session_id, epoch
     FROM (SELECT id, user_id FROM sessions WHERE NOT revoked ORDER BY random() LIMIT $1) AS s
     JOIN subjects ON subjects.id = user_id`,
    [count],
  );
  return rows;
}

/** @returns a refresh token for each, that the service takes for one of its own */
export async function refreshTokensOf(pool: Pool, people: readonly Person[], secret: string): Promise<string[]> {
  const refreshTokens = new RefreshTokens(new MasterSecret([secret]));
  const secrets = people.map(() => randomBytes(16));
  await pool.query(
    `UPDATE sessions SET secret_hash = given.hash
     FROM unnest($1::uuid[], $2::bytea[]) AS given (id, hash) WHERE sessions.id = given.id`,
    [people.map(({ session_id }) => session_id), secrets.map(one => refreshTokens.hashOf(one))],
  );
  return people.map(({ session_id }, place) =>
    refreshTokens.encode({ session_id, counter: 0, secret: secrets[place] ?? Buffer.alloc(0) }),
  );
}

const USERS = `
  WITH subject AS (
    INSERT INTO subjects (id, kind, status)
    SELECT uuidv7(), 'user', 'active' FROM generate_series(1, $1::integer) RETURNING id),
  account AS (
    INSERT INTO users (id, email, password_hash)
    SELECT id, id || '@bench.example', repeat('x', 97) FROM subject RETURNING id)
  INSERT INTO user_roles (user_id, role) SELECT id, 'user' FROM account`;

const sessionsUntil = (end: string): string => `
  WITH person AS (SELECT id, row_number() OVER () - 1 AS place, sessions_epoch FROM subjects WHERE kind = 'user')
  INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, last_used_at, idle_seconds,
                        opened_epoch, secret_hash, rotated_at, ip, user_agent)
  SELECT uuidv7(), person.id, 'gatehouse', replace(gen_random_uuid()::text, '-', ''), now(), ${end},
         now(), 1209600, sessions_epoch, sha256(number::text::bytea), now(), '192.0.2.' || number % 250,
         'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
  FROM generate_series(1, $1::integer) AS number JOIN person ON place = (number - 1) / $2::integer`;
