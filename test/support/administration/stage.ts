import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Api } from '../api.js';
import { invite } from '../accounts.js';
import type { TestDatabase } from '../database.js';
import { knownCode } from '../login-codes.js';
import { newClient, type ServiceClient } from '../oauth.js';

/** Makes what administrative requests are about: something new for each, so that each has something to do. */
export class Stage {
  constructor(
    private readonly api: Api,
    private readonly database: TestDatabase,
    private readonly admin: string,
  ) {}

  async user(): Promise<string> {
    return (await invite(this.api, this.admin)).id;
  }

  async session(userId: string): Promise<string> {
    const id = randomUUID();
    await this.database.query(
      `INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, last_used_at, idle_seconds,
                             opened_epoch, secret_hash, rotated_at)
       SELECT $2, id, 'gatehouse', 'sample', now(), now() + interval '1 day', now(), 3600, sessions_epoch, '', now()
       FROM subjects WHERE id = $1`,
      [userId, id],
    );
    return id;
  }

  async role(): Promise<string> {
    const name = `r${randomBytes(6).toString('hex')}`;
    await this.succeed('POST', '/v1/roles', { name, permissions: [] });
    return name;
  }

  /** A user who has this role. */
  async member(role: string): Promise<string> {
    const id = await this.user();
    await this.succeed('PUT', `/v1/users/${id}/roles/${role}`);
    return id;
  }

  /** A link as a mail would have it. @returns its token */
  async link(userId: string, purpose: string, email: string): Promise<string> {
    const [id, secret] = [randomUUID(), randomBytes(32)];
    await this.database.query(
      `INSERT INTO links (id, user_id, purpose, secret_hash, email, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + interval '1 hour')`,
      [id, userId, purpose, createHash('sha256').update(secret).digest(), email],
    );
    return `${id}.${secret.toString('base64url')}`;
  }

  /** The code that a mail would have had, once one was asked for. */
  loginCode(userId: string): Promise<string> {
    return knownCode(this.database, userId);
  }

  client(): Promise<ServiceClient> {
    return newClient(this.api, this.admin, { scopes: ['introspect'] });
  }

  /** A provider by which people can log in, that nobody ever asks. */
  async identityProvider(): Promise<string> {
    const id = randomUUID();
    await this.database.query(
      `INSERT INTO identity_providers (id, issuer, client_id, client_secret, button_text, scopes, makes_accounts, email_domains,
                                       role_mapping, mfa_acr_values, mfa_amr_values, enabled)
       VALUES ($1, $2, 'gatehouse', '', 'Sample', '{openid}', false, '{}', '[]', '{}', '{}', false)`,
      [id, `https://${id}.example.org`],
    );
    return id;
  }

  /** A login at another provider that is linked to this account. */
  async identity(userId: string): Promise<string> {
    const id = randomUUID();
    await this.database.query(
      'INSERT INTO linked_identities (id, provider_id, subject, user_id) VALUES ($1, $2, $3, $4)',
      [id, await this.identityProvider(), id, userId],
    );
    return id;
  }

  /** One that is nobody's yet, and what it takes to link it. */
  async unlinkedIdentity(): Promise<{ state: string; browser: string }> {
    const [state, browser] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
    const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
    await this.database.query(
      `INSERT INTO upstream_logins (id, provider_id, state_hash, browser_hash, nonce, code_verifier, expires_at, used, subject)
       VALUES ($1, $2, $3, $4, '', '', now() + interval '1 minute', true, $5)`,
      [randomUUID(), await this.identityProvider(), hashOf(state), hashOf(browser), randomUUID()],
    );
    return { state, browser };
  }

  /** The name of a permission that somebody has declared. */
  async permission(declaredBy: string | null): Promise<string> {
    const name = `sample:p${randomBytes(6).toString('hex')}`;
    await this.database.query('INSERT INTO declared_permissions (name, description, declared_by) VALUES ($1, $2, $3)', [
      name,
      'A sample',
      declaredBy,
    ]);
    return name;
  }

  /** The content of every table, digested, but the audit trail and what the service writes by itself all the time. */
  async digest(): Promise<Record<string, string>> {
    const tables = await this.database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT IN ('audit_events', 'heartbeat', 'instances') ORDER BY 1`,
    );
    const parts = tables.map(
      ({ name }) =>
        `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, ' ' ORDER BY t::text), '')) AS digest FROM "${name}" t`,
    );
    const rows = await this.database.query<{ name: string; digest: string }>(parts.join(' UNION ALL '));
    return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
  }

  private async succeed(method: string, path: string, body?: unknown): Promise<void> {
    const answer = await this.api.call(method, path, body, { token: this.admin });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
}
