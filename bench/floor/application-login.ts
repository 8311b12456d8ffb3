import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Pool, PoolClient } from 'pg';
import { v7 } from 'uuid';
import { callerOf } from './caller.js';
import { json, oauth, type Reply, textOf } from './exchange.js';
import type { Source } from './login.js';
import { bearer } from './recognise.js';
import { run, statements } from './statements.js';
import { settings } from './settings.js';
import { hashOf, idToken, issueTo, newJti, USERINFO } from './tokens.js';

const { application, issuer } = settings;
const [LIFE_SECONDS, SESSION_SECONDS, IDLE_SECONDS] = [600, 30 * 86_400, 14 * 86_400];
const LOGIN = `${issuer}/login?`;

const BEGIN = `
  INSERT INTO oidc_interactions (id, client_id, browser_hash, request, created_at, expires_at)
  VALUES ($1, $2, $3, $4, statement_timestamp(), statement_timestamp() + make_interval(secs => ${LIFE_SECONDS}))`;

/** What the service does in a transaction, after it has looked at each: it has to say what is wanting. */
const LET_IN = `
  WITH asked AS (
    UPDATE oidc_interactions SET used = true
    WHERE id = $1 AND browser_hash = $2 AND NOT used AND expires_at > statement_timestamp() RETURNING request),
  here AS (
    SELECT s.id, s.user_id, s.amr, coalesce(s.authenticated_at, s.issued_at) AS authenticated_at
    FROM sessions s JOIN subjects u ON u.id = s.user_id
    WHERE s.id = $3 AND s.user_id = $4 AND s.client_subject_id IS NULL AND NOT s.revoked
      AND s.opened_epoch >= u.sessions_epoch AND u.status = 'active' AND s.expires_at > statement_timestamp())
  INSERT INTO authorization_codes (code_hash, client_id, user_id, granted_in, redirect_uri, code_challenge, nonce, scope,
                                   amr, authenticated_at, expires_at)
  SELECT $5, $6, here.user_id, here.id, request->>'redirect_uri', request->>'code_challenge', request->>'nonce',
         string_to_array(request->>'scope', ' '), here.amr, here.authenticated_at, statement_timestamp() + interval '60 seconds'
  FROM asked, here
  RETURNING (SELECT request FROM asked) AS request`;

const CODE = `
  SELECT c.*, u.email, u.email_verified_at IS NOT NULL AS email_verified FROM authorization_codes c JOIN users u ON u.id = c.user_id
  WHERE code_hash = $1 AND session_id IS NULL AND expires_at > statement_timestamp()`;

const USE =
  'UPDATE authorization_codes SET session_id = $2 WHERE code_hash = $1 AND session_id IS NULL RETURNING client_id';

type Asked = Readonly<Record<'client_id' | 'redirect_uri' | 'state' | 'scope' | 'nonce' | 'code_challenge', string>>;

interface Code extends Omit<Asked, 'state' | 'scope'> {
  readonly user_id: string;
  readonly granted_in: string;
  readonly scope: string[];
  readonly amr: string[];
  readonly authenticated_at: Date;
  readonly email: string;
  readonly email_verified: boolean;
}

/** Looks at the request and leads on to the page. */
export function leadToPage({ url = '' }: IncomingMessage): Reply {
  const query = url.slice(url.indexOf('?') + 1);
  readRequest(query);
  return { status: 303, text: '', type: '', headers: { Location: LOGIN + query } };
}

/** Takes up the request, for this browser. */
export async function begin(pool: Pool, message: IncomingMessage): Promise<Reply> {
  const { request } = JSON.parse(await textOf(message)) as { request: string };
  const [id, browser, asked] = [v7(), randomBytes(32).toString('base64url'), readRequest(request)];
  await pool.query({ name: 'floor.begin', text: BEGIN, values: [id, asked.client_id, hashOf(browser), asked] });
  return { ...json({ id }, 201), headers: { 'Set-Cookie': `floor=${browser}; Secure; HttpOnly; SameSite=Strict` } };
}

/** Gives a code for whoever is logged in. */
export async function letIn(pool: Pool, { url = '', headers }: IncomingMessage): Promise<Reply> {
  const claims = bearer(headers.authorization);
  const [, , , , id] = url.split('/');
  if (claims === undefined || headers.origin !== issuer) throw new Error('nobody is here');
  const [code, browser] = [`gac_${randomBytes(32).toString('base64url')}`, headers.cookie?.slice('floor='.length)];
  const values = [id, hashOf(browser ?? ''), claims.sid, claims.sub, hashOf(code), application.id];
  const { rows } = await pool.query<{ request: Asked }>({ name: 'floor.let_in', text: LET_IN, values });
  const [row] = rows;
  if (row === undefined) throw new Error('not under way, or not here');
  const answer = new URLSearchParams({ code, state: row.request.state, iss: issuer });
  return json({ step: 'done', answer: { url: `${row.request.redirect_uri}?${answer.toString()}`, fields: null } });
}

/** Opens the application's session for a code, in one transaction, and tells who has logged in. */
export async function redeem(
  pool: Pool,
  form: URLSearchParams,
  message: IncomingMessage,
  source: Source,
): Promise<Reply> {
  const client_id = callerOf(message.headers.authorization);
  const [code, verifier] = [hashOf(form.get('code') ?? ''), form.get('code_verifier') ?? ''];
  const { rows } = await pool.query<Code>({ name: 'floor.code', text: CODE, values: [code] });
  const [found] = rows;
  const isGood =
    found?.client_id === client_id &&
    found.redirect_uri === form.get('redirect_uri') &&
    found.code_challenge === hashOf(verifier).toString('base64url');
  if (!isGood) throw new Error('not a good code');
  const client = await pool.connect();
  try {
    return oauth(await open(client, code, found, source));
  } finally {
    client.release();
  }
}

async function open(client: PoolClient, code: Buffer, found: Code, { ip, user_agent }: Source): Promise<object> {
  const [session_id, jti, secret] = [v7(), newJti(), randomBytes(16)];
  const { user_id, client_id, amr, scope, granted_in, authenticated_at } = found;
  await client.query('BEGIN');
  const [opened] = await run(client, statements.openChild, [
    ...([amr, user_id, session_id, client_id, client_id, [USERINFO], jti, authenticated_at] as const),
    ...([0, hashOf(secret), IDLE_SECONDS, ip, user_agent] as const),
    ...([granted_in, granted_in, scope, true, SESSION_SECONDS, null] as const),
    ...([v7(), 'authn_login_success', user_id, session_id, { amr, client_id }] as const),
  ]);
  const used = await client.query({ name: 'floor.use', text: USE, values: [code, session_id] });
  if (opened === undefined || used.rowCount !== 1) throw new Error('used by somebody else');
  await client.query('COMMIT');
  const ends = [opened.expires_at, opened.idle_at];
  const facts = { ...opened, session_id, jti, secret, snapshot: opened, ends };
  const pair = issueTo(facts, granted_in);
  const { email, email_verified, nonce } = found;
  const { access_token } = pair;
  const id_token = idToken(facts, { access_token, nonce, email, email_verified });
  return { token_type: 'Bearer', ...pair, id_token, scope: scope.join(' ') };
}

function readRequest(query: string): Asked {
  const asked = Object.fromEntries(new URLSearchParams(query)) as Asked & { response_type: string };
  const { client_id, redirect_uri, response_type } = asked;
  const isKnown = client_id === application.id && redirect_uri === application.redirect_uri;
  if (!isKnown || response_type !== 'code') throw new Error('not a request of the application');
  return asked;
}
