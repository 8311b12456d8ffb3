import { describe, expect, it } from '@jest/globals';
import { OPERATOR } from '#libs/authority';
import type { Caller } from '#libs/authority';
import { Passwords } from '#libs/passwords';
import { Database } from '#libs/persistence';
import { RevokeRole } from '#libs/roles';
import { PasswordTokens } from '#libs/users';
import { PASSWORD, SOURCE, type TestUser } from '../../../../test/support/use-cases/builders.js';
import { useModule } from '../../../../test/support/use-cases/use-module.js';
import { SetPassword } from './set-password.js';

const NEW_PASSWORD = 'cobalt-meadow-lantern-31';
const REFUSED = { code: 'invalid_password_token' };

describe('setting a password by a token', () => {
  const { get, database, newUser, newAdministrator, newSession, eventsOf } = useModule();
  const setPassword = get(SetPassword);

  const newToken = async ({ id }: TestUser, purpose: 'invitation' | 'reset', creator: Caller = OPERATOR) =>
    (await get(Database).transaction(transaction => get(PasswordTokens).create(transaction, creator, id, purpose)))
      .token;

  async function isPassword({ id }: TestUser, password: string): Promise<boolean> {
    const [row] = await database.query<{ password_hash: string | null }>(
      'SELECT password_hash FROM users WHERE id = $1',
      [id],
    );
    return (await get(Passwords).verify(row?.password_hash ?? undefined, password)).matches;
  }

  const standingOf = async ({ id }: TestUser): Promise<Record<string, unknown> | undefined> =>
    (await database.query('SELECT status, sessions_epoch FROM subjects WHERE id = $1', [id]))[0];

  const outcomesFor = async ({ id }: TestUser): Promise<unknown[]> =>
    (await eventsOf(id))
      .filter(({ kind }) => /^password_token_(used|refused)$/.test(kind))
      .map(({ kind, details }) => [kind, details['purpose'], details['reason']]);

  it('lets in who was invited', async () => {
    const user = await newUser({ password: null });
    await setPassword.execute(await newToken(user, 'invitation'), NEW_PASSWORD, SOURCE);
    expect(await isPassword(user, NEW_PASSWORD)).toBe(true);
    expect(await standingOf(user)).toMatchObject({ status: 'active' });
    expect(await outcomesFor(user)).toEqual([['password_token_used', 'invitation', undefined]]);
  });

  it('replaces a password that was lost, and ends all sessions', async () => {
    const user = await newUser();
    await newSession({ user });
    await setPassword.execute(await newToken(user, 'reset'), NEW_PASSWORD, SOURCE);
    expect([await isPassword(user, PASSWORD), await isPassword(user, NEW_PASSWORD)]).toEqual([false, true]);
    expect(await standingOf(user)).toEqual({ status: 'active', sessions_epoch: 1 });
    expect(await outcomesFor(user)).toEqual([['password_token_used', 'reset', undefined]]);
  });

  it('works once', async () => {
    const user = await newUser();
    const token = await newToken(user, 'reset');
    const settled = await Promise.allSettled(
      [NEW_PASSWORD, PASSWORD].map(text => setPassword.execute(token, text, SOURCE)),
    );
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(setPassword.execute(token, PASSWORD, SOURCE)).rejects.toMatchObject(REFUSED);
    const [overtaken, ...others] = (await outcomesFor(user)).sort();
    // Where one of the two was quicker than expected, the other has found the token used from the start.
    expect([overtaken]).toEqual([['password_token_refused', 'reset', expect.stringMatching(/^(overtaken|used)$/)]]);
    expect(others).toEqual([
      ['password_token_refused', 'reset', 'used'],
      ['password_token_used', 'reset', undefined],
    ]);
  });

  it('leaves the token as it is where the password is too weak', async () => {
    const user = await newUser();
    const token = await newToken(user, 'reset');
    await expect(setPassword.execute(token, 'short', SOURCE)).rejects.toMatchObject({ code: 'weak_password' });
    expect(await outcomesFor(user)).toEqual([]);
    await setPassword.execute(token, NEW_PASSWORD, SOURCE);
  });

  it('refuses what nobody has given out, and has nobody to note it of', async () => {
    const user = await newUser();
    const token = await newToken(user, 'reset');
    for (const forged of ['', token.slice(0, -4), `${token.slice(0, -4)}AAAA`]) {
      await expect(setPassword.execute(forged, NEW_PASSWORD, SOURCE)).rejects.toMatchObject(REFUSED);
    }
    expect(await outcomesFor(user)).toEqual([]);
  });

  it.each<[string, string, (user: TestUser) => Promise<unknown>]>([
    ['over', 'a newer one was made', user => newToken(user, 'reset')],
    [
      'over',
      'its time is up',
      ({ id }) => database.query(`UPDATE password_tokens SET expires_at = now() WHERE user_id = $1`, [id]),
    ],
    [
      'account_not_in_force',
      'the account is disabled',
      ({ id }) => database.query(`UPDATE subjects SET status = 'disabled' WHERE id = $1`, [id]),
    ],
  ])('refuses a token as %s where %s', async (reason, _what, happen) => {
    const user = await newUser();
    const token = await newToken(user, 'reset');
    await happen(user);
    await expect(setPassword.execute(token, NEW_PASSWORD, SOURCE)).rejects.toMatchObject(REFUSED);
    expect(await outcomesFor(user)).toEqual([['password_token_refused', 'reset', reason]]);
    expect(await isPassword(user, PASSWORD)).toBe(true);
  });

  it('refuses a token whose maker has lost power over the account', async () => {
    const [maker, user] = [await newAdministrator(), await newUser()];
    const token = await newToken(user, 'reset', maker.caller);
    await newAdministrator();
    await get(RevokeRole).execute(OPERATOR, maker.id, 'admin');
    await expect(setPassword.execute(token, NEW_PASSWORD, SOURCE)).rejects.toMatchObject(REFUSED);
    expect(await outcomesFor(user)).toEqual([['password_token_refused', 'reset', 'creator_lacks_power']]);
    expect(await isPassword(user, PASSWORD)).toBe(true);
  });
});
