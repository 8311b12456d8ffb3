import { statement } from '#libs/persistence';
import { BYTES_IN_TOKEN } from '../token-size.js';

/** How somebody stands who is to become a member or to cease being one. */
export interface MemberState {
  readonly user_id: string;
  /** Whether there is such a user. */
  readonly exists: boolean;
  /** Whether the user has the role now. */
  readonly in_force: boolean;
  readonly expires_at: Date | null;
}

/** One row for each id. */
export const selectMemberStates = statement<MemberState, [string, readonly string[]]>(
  'roles.member_states',
  `SELECT asked.user_id, u.id IS NOT NULL AS exists, g.expires_at,
          g.role IS NOT NULL AND coalesce(g.expires_at > statement_timestamp(), true) AS in_force
   FROM unnest($2::uuid[]) AS asked (user_id)
   LEFT JOIN users u ON u.id = asked.user_id
   LEFT JOIN user_roles g ON g.user_id = asked.user_id AND g.role = $1`,
);

/** Whether a grant that ends then would end before a token could carry it. */
export const selectIsTooSoon = statement<{ too_soon: boolean }, [Date | null]>(
  'roles.is_too_soon',
  `SELECT coalesce($1::timestamptz < statement_timestamp() + interval '1 second', false) AS too_soon`,
);

export const deleteMembers = statement<never, [string, readonly string[]]>(
  'roles.revoke_from_many',
  'DELETE FROM user_roles WHERE role = $1 AND user_id = ANY($2::uuid[])',
);

/** Those of whom more than $2 bytes would have to go into a token. */
export const selectTooLarge = statement<{ id: string }, [readonly string[], number]>(
  'roles.too_large_for_token',
  `SELECT s.id FROM subjects s WHERE s.id = ANY($1::uuid[]) AND ${BYTES_IN_TOKEN} > $2`,
);
