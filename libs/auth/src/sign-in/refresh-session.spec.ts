import { describe, expect, it } from '@jest/globals';
import { FIRST_PARTY_CLIENT, USER_ROLE } from '#libs/contracts';
import { OPERATOR } from '#libs/authority';
import { GrantRole } from '#libs/roles';
import { SOURCE } from '../../../../test/support/use-cases/builders.js';
import { useModule } from '../../../../test/support/use-cases/use-module.js';
import type { TokenPair } from './session-tokens.js';
import { type RefreshAttempt, RefreshSession } from './refresh-session.js';

const ALLOWED = ['orders', 'notes'];
const REFUSED = { code: 'invalid_grant' };

describe('refreshing a session', () => {
  const { get, database, newUser, newRole, newSession, eventsOf } = useModule();
  const refreshSession = get(RefreshSession);

  function refresh(token: string, more: Partial<RefreshAttempt> = {}): Promise<TokenPair> {
    const client = { client_id: FIRST_PARTY_CLIENT, standing: null };
    return refreshSession.execute({ token, client, audience: null, allowed: ALLOWED, ...more }, SOURCE);
  }

  it('gives out a pair that speaks of the session', async () => {
    const session = await newSession();
    const pair = await refresh(session.refresh_token);
    expect(pair.session_id).toBe(session.id);
    expect(claimsOf(pair)).toMatchObject({ sub: session.user.id, sid: session.id, roles: [USER_ROLE], aud: ALLOWED });
    const [row] = await database.query('SELECT jti, counter FROM sessions WHERE id = $1', [session.id]);
    expect(row).toEqual({ jti: claimsOf(pair)['jti'], counter: 1 });
    expect((await refresh(pair.refresh_token)).refresh_token).not.toBe(pair.refresh_token);
  });

  it('gives who lost the answer the same refresh token again', async () => {
    const session = await newSession();
    const pairs = [await refresh(session.refresh_token), await refresh(session.refresh_token)];
    expect(new Set(pairs.map(({ refresh_token }) => refresh_token)).size).toBe(1);
    expect(new Set(pairs.map(pair => claimsOf(pair)['jti'])).size).toBe(2);
  });

  it('brings the roles of this moment', async () => {
    const session = await newSession();
    const role = await newRole();
    await get(GrantRole).execute(OPERATOR, session.user.id, role, null);
    expect(claimsOf(await refresh(session.refresh_token))['roles']).toEqual([role, USER_ROLE].sort());
  });

  it('refuses a token that was used before, and ends the session for good', async () => {
    const session = await newSession();
    const second = await refresh(session.refresh_token);
    const third = await refresh(second.refresh_token);
    await expect(refresh(session.refresh_token)).rejects.toMatchObject(REFUSED);
    // What the refusal has done stays done.
    expect(await eventsOf(session.id)).toMatchObject([{ kind: 'authn_token_reuse' }]);
    await expect(refresh(third.refresh_token)).rejects.toMatchObject(REFUSED);
  });

  it('refuses a token that nobody has given out, and leaves the session alone', async () => {
    const session = await newSession();
    const { refresh_token } = session;
    const other = refresh_token.endsWith('A') ? 'B' : 'A';
    for (const forged of ['', 'gtr_', refresh_token.slice(0, -1), refresh_token.slice(0, -1) + other]) {
      await expect(refresh(forged)).rejects.toMatchObject(REFUSED);
    }
    expect(await refresh(refresh_token)).toMatchObject({ session_id: session.id });
    expect(await eventsOf(session.id)).toEqual([]);
  });

  it('refuses who is not in force', async () => {
    const session = await newSession({ user: await newUser() });
    await database.query(`UPDATE subjects SET status = 'disabled' WHERE id = $1`, [session.user.id]);
    await expect(refresh(session.refresh_token)).rejects.toMatchObject(REFUSED);
  });

  it('narrows the access token to what is asked for, for this once', async () => {
    const session = await newSession();
    const narrowed = await refresh(session.refresh_token, { audience: ['notes'] });
    expect(claimsOf(narrowed)['aud']).toBe('notes');
    expect(claimsOf(await refresh(narrowed.refresh_token))['aud']).toEqual(ALLOWED);
  });

  it('never gives more than the login did, nor than the client may have by now', async () => {
    const session = await newSession({ audience: ['orders'] });
    await expect(refresh(session.refresh_token, { audience: ['notes'] })).rejects.toMatchObject(REFUSED);
    const pair = await refresh(session.refresh_token);
    expect(claimsOf(pair)['aud']).toBe('orders');
    await expect(refresh(pair.refresh_token, { allowed: ['notes'] })).rejects.toMatchObject(REFUSED);
  });
});

function claimsOf({ access_token }: TokenPair): Record<string, unknown> {
  const [, payload = ''] = access_token.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}
