/**
 * The service's statements, copied. `same-sql.ts` refuses to measure when one of them is not the service's any more;
 * then copy it again.
 */
const LIVES = `
  NOT s.revoked AND s.opened_epoch >= u.sessions_epoch AND u.status = 'active'
  AND s.expires_at > statement_timestamp()
  AND s.last_used_at + make_interval(secs => s.idle_seconds) > statement_timestamp()`;

export const statements = {
  credentials: {
    name: 'users.credentials_by_email',
    text: 'SELECT id, status, password_hash FROM users JOIN subjects USING (id) WHERE email = $1',
  },
  holdStanding: {
    name: 'standing.hold',
    text: 'SELECT status, epoch, sessions_epoch FROM subjects WHERE id = $1 FOR SHARE',
  },
  hash: { name: 'users.hash', text: 'SELECT password_hash FROM users WHERE id = $1' },
  grants: {
    name: 'roles.grant_snapshot',
    text: `SELECT date_trunc('milliseconds', statement_timestamp()) AS read_at,
          s.status, s.epoch, s.sessions_epoch,
          coalesce(array_agg(r.role ORDER BY r.role) FILTER (WHERE r.role IS NOT NULL), '{}') AS roles,
          min(r.expires_at) AS earliest_expiry
   FROM subjects s
   LEFT JOIN user_roles r
     ON r.user_id = s.id AND (r.expires_at IS NULL OR r.expires_at > statement_timestamp())
   WHERE s.id = $1
   GROUP BY s.id`,
  },
  openSession: {
    name: 'sessions.open',
    text: `INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, idle_seconds, opened_epoch, secret_hash,
                         ip, user_agent, audience, last_used_at, rotated_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $5, $5)`,
  },
  audit: {
    name: 'audit.record',
    text: `INSERT INTO audit_events (id, kind, actor_id, target_id, ip, user_agent, details)
   VALUES ($1, $2, $3, $4, $5, $6, $7)`,
  },
  rotate: {
    name: 'sessions.rotate',
    text: `UPDATE sessions s
   SET counter = s.counter + 1, jti = $4,
       last_used_at = statement_timestamp(), rotated_at = statement_timestamp()
   FROM subjects u
   WHERE s.id = $1 AND s.secret_hash = $2 AND s.counter = $3 AND u.id = s.user_id
     AND s.client_id = $5 AND (s.audience IS NULL OR $6::text[] IS NULL OR $6::text[] <@ s.audience)
     AND ${LIVES}
   RETURNING s.user_id, s.client_id, s.audience, s.counter, s.opened_epoch, s.issued_at, s.expires_at,
  s.last_used_at + make_interval(secs => s.idle_seconds) AS idle_at`,
  },
  tokenInForce: {
    name: 'sessions.token_in_force',
    text: `SELECT s.id FROM sessions s JOIN subjects u ON u.id = s.user_id
   WHERE s.id = $5 AND u.id = $1 AND u.epoch <= $2 AND u.status = 'active'
     AND EXISTS (SELECT 1 FROM signing_keys k WHERE k.kid = $4 AND k.state <> 'retired')
     AND NOT EXISTS (SELECT 1 FROM revocations r WHERE r.kind = 'token' AND r.target = $3)
     AND NOT s.revoked AND s.opened_epoch >= u.sessions_epoch AND s.expires_at > statement_timestamp()
     AND (s.client_id = 'gatehouse' OR EXISTS (
       SELECT 1 FROM subjects c WHERE c.id = nullif(s.client_id, 'gatehouse')::uuid AND c.status = 'active'))`,
  },
  listSessions: {
    name: 'sessions.list',
    text: `SELECT s.id, s.user_id, s.client_id, s.jti, s.issued_at, s.expires_at, s.last_used_at,
  s.revoked OR s.opened_epoch < u.sessions_epoch OR u.status <> 'active' AS revoked, s.revoked_at, s.ip, s.user_agent
  FROM sessions s JOIN subjects u ON u.id = s.user_id
  WHERE s.user_id = $1 AND ($2::uuid IS NULL OR s.id < $2) ORDER BY s.id DESC LIMIT $3`,
  },
};
