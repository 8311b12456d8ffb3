import type { IncomingMessage } from 'node:http';
import type { Pool } from 'pg';
import { json, type Reply } from './exchange.js';
import { bearer } from './recognise.js';
import { refused } from './refused.js';

/**
 * Both statements of the service in one, and only the first time: whatever changes a profile or a role is announced to
 * all instances, so a look into memory is enough from then on.
 */
const SELECT = `
  SELECT id, email, email_verified_at IS NOT NULL AS email_verified, status, ext, version, created_at, updated_at,
    ARRAY(SELECT DISTINCT p.permission FROM user_roles r JOIN role_permissions p ON p.role = r.role
          WHERE r.user_id = users.id ORDER BY 1) AS permissions
  FROM users JOIN subjects USING (id) WHERE id = $1`;

interface Profile {
  readonly id: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly status: string;
  readonly ext: object | null;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly permissions: readonly string[];
}

const known = new Map<string, Profile>();

/** Recognises the token and tells who that is. */
export async function tellWhoIAm(pool: Pool, { headers }: IncomingMessage): Promise<Reply> {
  const claims = bearer(headers.authorization);
  if (claims === undefined) return refused();
  const profile = known.get(claims.sub) ?? (await learn(pool, claims.sub));
  const { permissions, ...user } = profile;
  const { roles, sid: session_id, amr, acr, auth_time } = claims;
  return json({ ...user, roles, dormant_roles: [], permissions, session_id, amr, acr, auth_time });
}

async function learn(pool: Pool, id: string): Promise<Profile> {
  const { rows } = await pool.query<Profile>({ name: 'floor.profile', text: SELECT, values: [id] });
  const [profile] = rows;
  if (profile === undefined) throw new Error('nobody');
  known.set(id, profile);
  return profile;
}
