import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { RowLock } from '../../../../test/support/specs/row-lock.js';
import { SOURCE } from '../../../../test/support/use-cases/builders.js';
import { useModule } from '../../../../test/support/use-cases/use-module.js';
import type { PresentedSession } from './end-presented-session.js';
import type { Proof } from './proof.js';
import { FIRST_PARTY } from './session-client.js';
import { type LoginTerms, StartSession } from './start-session.js';
import type { TokenPair } from './session-tokens.js';

const TERMS: LoginTerms = { client: FIRST_PARTY, audience: null };

describe('starting a session', () => {
  const { get, database, newUser, newSession, eventsOf } = useModule();
  const startSession = get(StartSession);

  const proofOf = (user_id: string, more: Partial<Proof> = {}): Proof => ({
    user_id,
    methods: ['pwd'],
    proved_at: null,
    password_hash: null,
    ...more,
  });

  const rowOf = async (id: string): Promise<Record<string, unknown> | undefined> =>
    (
      await database.query(
        'SELECT user_id, client_id, client_subject_id, amr, authenticated_at, audience, revoked FROM sessions WHERE id = $1',
        [id],
      )
    )[0];

  const sessionsOf = async (userId: string): Promise<unknown[]> =>
    database.query('SELECT id, revoked FROM sessions WHERE user_id = $1 ORDER BY id', [userId]);

  it('opens it for whatever has proved who somebody is, records it, and gives out its tokens', async () => {
    const user = await newUser();
    const tokens = await startSession.execute(proofOf(user.id), { ...TERMS, audience: ['orders'] }, SOURCE);
    const { session_id } = tokens ?? {};
    expect(await rowOf(session_id ?? '')).toEqual({
      ...{ user_id: user.id, client_id: 'gatehouse', client_subject_id: null, audience: ['orders'] },
      ...{ amr: ['pwd'], authenticated_at: null, revoked: false },
    });
    const claims = claimsOf(tokens);
    expect(claims).toMatchObject({ sub: user.id, sid: session_id, amr: ['pwd'], aud: 'orders' });
    expect(claims['auth_time']).toBe(claims['iat']);
    expect(await eventsOf(session_id ?? '')).toEqual([
      { kind: 'authn_login_success', actor_id: user.id, details: { amr: ['pwd'] } },
    ]);
  });

  it('tells in tokens when it was proved, where that was before', async () => {
    const user = await newUser();
    const proved_at = new Date(Date.now() - 60_000);
    const tokens = await startSession.execute(proofOf(user.id, { proved_at }), TERMS, SOURCE);
    expect(claimsOf(tokens)['auth_time']).toBe(Math.floor(proved_at.getTime() / 1000));
    expect(await rowOf(tokens?.session_id ?? '')).toMatchObject({ authenticated_at: proved_at });
  });

  it('opens none by a proof that holds no more, for who is not in force, and for nobody', async () => {
    const user = await newUser();
    const overtaken = proofOf(user.id, { stillHolds: () => Promise.resolve(false) });
    expect(await startSession.execute(overtaken, TERMS, SOURCE)).toBeUndefined();
    await get(Database).transaction(transaction => get(Standing).setStatus(transaction, user.id, 'disabled'));
    expect(await startSession.execute(proofOf(user.id), TERMS, SOURCE)).toBeUndefined();
    expect(await sessionsOf(user.id)).toEqual([]);
    expect(await startSession.execute(proofOf(randomUUID()), TERMS, SOURCE)).toBeUndefined();
  });

  it('opens none by a password that was replaced since it was verified', async () => {
    const user = await newUser();
    const [row] = await database.query<{ password_hash: string }>('SELECT password_hash FROM users WHERE id = $1', [
      user.id,
    ]);
    const { password_hash = '' } = row ?? {};
    expect(await startSession.execute(proofOf(user.id, { password_hash }), TERMS, SOURCE)).toBeDefined();
    await database.query('UPDATE users SET password_hash = $2 WHERE id = $1', [user.id, `${password_hash}=`]);
    expect(await startSession.execute(proofOf(user.id, { password_hash }), TERMS, SOURCE)).toBeUndefined();
    expect(await sessionsOf(user.id)).toHaveLength(1);
  });

  it('opens none without a second factor for who has one, whatever has proved who they are', async () => {
    const user = await newUser();
    await get(Database).transaction(transaction => get(Standing).setSecondFactor(transaction, user.id, true));
    for (const methods of [['pwd'], ['otp'], ['hwk', 'user']] as const) {
      expect(await startSession.execute(proofOf(user.id, { methods }), TERMS, SOURCE)).toBeUndefined();
    }
    expect(await sessionsOf(user.id)).toEqual([]);
    const tokens = await startSession.execute(proofOf(user.id, { methods: ['pwd', 'otp', 'mfa'] }), TERMS, SOURCE);
    expect(claimsOf(tokens)).toMatchObject({ amr: ['pwd', 'otp', 'mfa'], acr: 'mfa' });
  });

  it('does what the proof wants done once the session is open, and not where none is', async () => {
    const user = await newUser();
    const afterwards = (): Promise<void> =>
      database.query('UPDATE users SET version = 7 WHERE id = $1', [user.id]).then();
    const versionOf = async (): Promise<unknown> =>
      (await database.query('SELECT version FROM users WHERE id = $1', [user.id]))[0]?.['version'];
    const stillHolds = (): Promise<boolean> => Promise.resolve(false);
    expect(await startSession.execute(proofOf(user.id, { stillHolds, afterwards }), TERMS, SOURCE)).toBeUndefined();
    expect(await versionOf()).not.toBe(7);
    await startSession.execute(proofOf(user.id, { afterwards }), TERMS, SOURCE);
    expect(await versionOf()).toBe(7);
  });

  it('opens none for who is deleted in that moment', async () => {
    const user = await newUser();
    const deletion = await RowLock.take(database, 'DELETE FROM users WHERE id = $1', [user.id]);
    const starting = startSession.execute(proofOf(user.id), TERMS, SOURCE);
    await deletion.awaitedBy(starting);
    await deletion.commit();
    expect(await starting).toBeUndefined();
  });

  it('opens it in the moment that it looked at: what ends all sessions since has ended it too', async () => {
    const user = await newUser();
    const stillHolds = async (): Promise<boolean> => {
      await get(Database).transaction(transaction => get(Standing).endAllSessions(transaction, user.id));
      return true;
    };
    const tokens = await startSession.execute(proofOf(user.id, { stillHolds }), TERMS, SOURCE);
    expect(tokens).toBeDefined();
    const lives =
      'SELECT s.opened_epoch >= u.sessions_epoch AS lives FROM sessions s JOIN subjects u ON u.id = s.user_id';
    expect(await database.query(`${lives} WHERE s.id = $1`, [tokens?.session_id])).toEqual([{ lives: false }]);
  });

  describe('in which another was sent along', () => {
    const presented = (session: PresentedSession) => (): Promise<PresentedSession> => Promise.resolve(session);
    const presentedBy = ({ id, secret_hash }: { id: string; secret_hash: Buffer }): (() => Promise<PresentedSession>) =>
      presented({ bySecret: { id, secret_hash } });

    it('ends that one, in the same transaction', async () => {
      const before = await newSession();
      const tokens = await startSession.execute(
        proofOf(before.user.id),
        { ...TERMS, presented: presentedBy(before) },
        SOURCE,
      );
      expect(await sessionsOf(before.user.id)).toEqual([
        { id: before.id, revoked: true },
        { id: tokens?.session_id, revoked: false },
      ]);
      expect((await eventsOf(before.id)).map(({ kind }) => kind)).toEqual(['session_revoked']);
    });

    it('ends it by its access token, where there is nothing else, whoever it was', async () => {
      const [before, user] = [await newSession(), await newUser()];
      const byToken = { id: before.id, user_id: before.user.id };
      await startSession.execute(proofOf(user.id), { ...TERMS, presented: presented({ byToken }) }, SOURCE);
      expect(await rowOf(before.id)).toMatchObject({ revoked: true });
    });

    it('leaves it alone where none is opened', async () => {
      const before = await newSession();
      const overtaken = proofOf(before.user.id, { stillHolds: () => Promise.resolve(false) });
      await startSession.execute(overtaken, { ...TERMS, presented: presentedBy(before) }, SOURCE);
      expect(await rowOf(before.id)).toMatchObject({ revoked: false });
    });

    it('does not mind that it is over, or gone', async () => {
      const before = await newSession();
      const terms = { ...TERMS, presented: presentedBy(before) };
      await startSession.execute(proofOf(before.user.id), terms, SOURCE);
      expect(await startSession.execute(proofOf(before.user.id), terms, SOURCE)).toBeDefined();
      const gone = { byToken: { id: randomUUID(), user_id: before.user.id } };
      expect(
        await startSession.execute(proofOf(before.user.id), { ...TERMS, presented: presented(gone) }, SOURCE),
      ).toBeDefined();
    });
  });
});

function claimsOf(pair: TokenPair | undefined): Record<string, unknown> {
  const [, payload = ''] = pair?.access_token.split('.') ?? [];
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}
