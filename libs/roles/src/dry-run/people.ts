import { statement } from '#libs/persistence';
import type { Person } from './effects.js';

/** Who has one of these roles, by grant; no more than that many. */
export const selectMembersOf = statement<{ user_id: string }, [readonly string[], number]>(
  'roles.members_of_several',
  `SELECT DISTINCT m.user_id FROM unnest($1::text[]) AS r (role) CROSS JOIN LATERAL (
     SELECT g.user_id FROM user_roles g
     WHERE g.role = r.role AND (g.expires_at IS NULL OR g.expires_at > statement_timestamp()) LIMIT $2
   ) m LIMIT $2`,
);

/** One row for each who is there. */
export const selectPeople = statement<Person, [readonly string[]]>(
  'roles.people_concerned',
  `SELECT s.id AS user_id, s.epoch,
          coalesce(array_agg(g.role ORDER BY g.role) FILTER (WHERE g.role IS NOT NULL), '{}') AS roles,
          coalesce(array_agg(g.expires_at ORDER BY g.role) FILTER (WHERE g.role IS NOT NULL), '{}') AS ends
   FROM subjects s LEFT JOIN user_roles g
     ON g.user_id = s.id AND (g.expires_at IS NULL OR g.expires_at > statement_timestamp())
   WHERE s.id = ANY($1::uuid[]) GROUP BY s.id`,
);
