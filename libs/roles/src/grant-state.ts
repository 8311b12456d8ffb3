import { statement } from '#libs/persistence';

/** How a grant stands, by the database's clock. */
export interface GrantState {
  readonly expires_at: Date | null;
  /** Whether it is there and has not expired. */
  readonly in_force: boolean;
  /** Whether the time that was asked about has passed, or has within a second: a token's `exp` is in whole seconds. */
  readonly too_late: boolean;
}

/** Always one row, whether there is a grant or not. */
export const selectGrantState = statement<GrantState, [string, string, Date | null]>(
  'roles.grant_state',
  `SELECT g.expires_at,
          g.role IS NOT NULL AND coalesce(g.expires_at > statement_timestamp(), true) AS in_force,
          coalesce($3::timestamptz < statement_timestamp() + interval '1 second', false) AS too_late
   FROM (VALUES ($1::uuid, $2::text)) AS asked (user_id, role) LEFT JOIN user_roles g USING (user_id, role)`,
);

// Whoever changes how long a grant lasts answers for it from then on.
export const upsertGrants = statement<
  never,
  { role: string; user_ids: readonly string[]; granted_by: string | null; expires_at: Date | null }
>(
  'roles.grant',
  `INSERT INTO user_roles (user_id, role, granted_by, expires_at) 
   SELECT unnest(:user_ids::uuid[]), :role, :granted_by, :expires_at
   ON CONFLICT (user_id, role) DO UPDATE
     SET granted_by = excluded.granted_by, granted_at = now(), expires_at = excluded.expires_at`,
);

/** What the audit trail tells of a grant that ends then, and of the one before, if there was one in force. */
export function changeOf(before: { expires_at: Date | null } | undefined, expires_at: Date | null): object {
  if (before === undefined) return expires_at === null ? {} : { expires_at };
  return { before: { expires_at: before.expires_at }, after: { expires_at } };
}
