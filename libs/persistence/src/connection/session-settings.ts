/** The time limits of a session, in milliseconds; 0: none. */
export interface SessionLimits {
  readonly statement: number;
  readonly idleInTransaction: number;
}

/**
 * What statements, their answers and this code rely on, as a server, a database or a role may have set it differently.
 * It travels in the first message of a connection, which goes before all that an operator has set for the role and the
 * database. Names and values as `pg_settings` writes them; all of them are there since PostgreSQL 14.
 *
 * Left as they are: `search_path` and `role`, by which an operator says where the tables are and whose they are, and
 * `default_transaction_read_only`, by which writing is forbidden on purpose.
 */
export function sessionSettings({ statement, idleInTransaction }: SessionLimits): Readonly<Record<string, string>> {
  return {
    ...TRACKED_BY_POOLERS,
    IntervalStyle: 'postgres',
    bytea_output: 'hex',
    extra_float_digits: '1',
    default_transaction_isolation: 'read committed',
    default_transaction_deferrable: 'off',
    statement_timeout: String(statement),
    lock_timeout: '0',
    idle_in_transaction_session_timeout: String(idleInTransaction),
    idle_session_timeout: '0',
    row_security: 'on',
    transform_null_equals: 'off',
    array_nulls: 'on',
    exit_on_error: 'off',
    client_min_messages: 'warning',
    // To compile a statement takes longer than any of these runs.
    jit: 'off',
    plan_cache_mode: 'auto',
  };
}

/** What PgBouncer, of any version and however it pools, gives to each client as that client has asked for it. */
export const TRACKED_BY_POOLERS: Readonly<Record<string, string>> = {
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  TimeZone: 'UTC',
  standard_conforming_strings: 'on',
};

/** What behind a pooler is as its operator wants it: it makes nothing wrong, only slower to fail. */
export const LEFT_TO_POOLERS: ReadonlySet<string> = new Set([
  ...['statement_timeout', 'idle_in_transaction_session_timeout', 'client_min_messages', 'jit', 'plan_cache_mode'],
]);

/** What cannot be asked for in the first message: it needs a version or a right that a session may not have. */
interface LaterSetting {
  readonly name: string;
  readonly value: string;
  /** The values that do not do. */
  readonly wrong: string;
}

export const LATER_SETTINGS: readonly LaterSetting[] = [
  // Of PostgreSQL 17.
  { name: 'transaction_timeout', value: '0', wrong: `<> '0'` },
  // What was acknowledged as revoked must stay so; an operator may ask for more than that.
  { name: 'synchronous_commit', value: 'on', wrong: `= 'off'` },
  // Only superusers may set it, for whomever; foreign keys would hold no more.
  { name: 'session_replication_role', value: 'origin', wrong: `<> 'origin'` },
];

/**
 * Asks a new session what it is: one row. `differing` names the settings that are not as they have to be: those that a
 * pooler has not handed on, and those of `LATER_SETTINGS`.
 */
export function introduction(settings: Readonly<Record<string, string>>): string {
  const conditions = [
    ...Object.entries(settings).map(([name, value]) => `name = '${name}' AND setting <> '${value}'`),
    ...LATER_SETTINGS.map(({ name, wrong }) => `name = '${name}' AND setting ${wrong}`),
  ];
  return `SELECT pg_is_in_recovery() AS is_standby, current_setting('transaction_read_only') = 'on' AS is_read_only,
    ARRAY(SELECT name FROM pg_settings WHERE ${conditions.join(' OR ')} ORDER BY name)::text[] AS differing`;
}
