import type { Target } from '../target.js';

/** Somebody who is logged in. */
export interface Person {
  readonly user_id: string;
  /** Of their sessions, the newest. */
  readonly session_id: string;
  readonly epoch: number;
}

/** New users with the role `user`, each with so many sessions, written into the target's database. */
export async function gather({ database }: Target, people: number, sessions = 1): Promise<Person[]> {
  const { rows } = await database.query<Person>(INSERT, [people, sessions]);
  // What the autovacuum would do sooner or later, and then perhaps while it is measured.
  await database.query('ANALYZE subjects, users, user_roles, sessions');
  return rows;
}

const INSERT = `
  WITH subject AS (
    INSERT INTO subjects (id, kind, status)
    SELECT uuidv7(), 'user', 'active' FROM generate_series(1, $1::integer) RETURNING id, epoch, sessions_epoch),
  account AS (
    INSERT INTO users (id, email, password_hash) SELECT id, id || '@bench.example', '' FROM subject RETURNING id),
  member AS (INSERT INTO user_roles (user_id, role) SELECT id, 'user' FROM account RETURNING user_id),
  session AS (
    INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, last_used_at, idle_seconds,
                          opened_epoch, secret_hash, rotated_at, ip, user_agent)
    SELECT uuidv7(), id, 'gatehouse', replace(gen_random_uuid()::text, '-', ''), now(), now() + interval '30 days',
           now(), 1209600, sessions_epoch, '', now(), '127.0.0.1', 'gatehouse-bench'
    FROM subject, generate_series(1, $2::integer) RETURNING id, user_id)
  SELECT DISTINCT ON (user_id) user_id, session.id AS session_id, epoch
  FROM session JOIN subject ON subject.id = user_id ORDER BY user_id, session.id DESC`;
