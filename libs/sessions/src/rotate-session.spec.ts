import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { FIRST_PARTY_CLIENT } from '#libs/contracts';
import { SOURCE, type TestSession } from '../../../test/support/use-cases/builders.js';
import { useModule } from '../../../test/support/use-cases/use-module.js';
import { RotateSession, type Rotation, type RotationOutcome } from './rotate-session.js';

const ACTOR = { id: null, ...SOURCE };

describe('the rotation of a session', () => {
  const { get, database, newSession, eventsOf } = useModule();
  const rotateSession = get(RotateSession);

  /** Presents the token that a session had after so many refreshes. */
  function present(session: TestSession, counter: number, more: Partial<Rotation> = {}): Promise<RotationOutcome> {
    const { id: session_id, secret_hash } = session;
    const rotation = { session_id, client_id: FIRST_PARTY_CLIENT, audience: null, counter, secret_hash };
    return rotateSession.execute({ ...rotation, jti: `jti-${counter}`, ...more }, ACTOR);
  }

  const rowOf = async ({ id }: TestSession): Promise<Record<string, unknown> | undefined> =>
    (await database.query('SELECT counter, jti, revoked, revoked_reason FROM sessions WHERE id = $1', [id]))[0];

  const graceIsOver = ({ id }: TestSession): Promise<unknown> =>
    database.query(`UPDATE sessions SET rotated_at = rotated_at - interval '10 seconds' WHERE id = $1`, [id]);

  it('gives the newest token a successor', async () => {
    const session = await newSession({ audience: ['orders'] });
    expect(await present(session, 0)).toMatchObject({
      kind: 'rotated',
      session: { user_id: session.user.id, client_id: FIRST_PARTY_CLIENT, audience: ['orders'], counter: 1 },
    });
    expect(await present(session, 1)).toMatchObject({ kind: 'rotated', session: { counter: 2 } });
    expect(await rowOf(session)).toEqual({ counter: 2, jti: 'jti-1', revoked: false, revoked_reason: null });
    expect(await eventsOf(session.id)).toEqual([]);
  });

  it('gives the token before the same successor, for a moment, and notes it', async () => {
    const session = await newSession();
    await present(session, 0);
    expect(await present(session, 0)).toMatchObject({ kind: 'grace', session: { counter: 1 } });
    expect(await rowOf(session)).toMatchObject({ counter: 1, revoked: false });
    const details = { user_id: session.user.id, newest: 1, presented: 0 };
    expect(await eventsOf(session.id)).toEqual([{ kind: 'authn_token_grace', actor_id: null, details }]);
  });

  it.each([
    { what: 'the token before, once the moment is over', refreshes: 1 },
    { what: 'an older one, at once', refreshes: 2 },
  ])('ends the session with $what', async ({ refreshes }) => {
    const session = await newSession();
    for (let counter = 0; counter < refreshes; counter++) await present(session, counter);
    if (refreshes === 1) await graceIsOver(session);
    expect(await present(session, 0)).toEqual({ kind: 'reused' });
    expect(await rowOf(session)).toMatchObject({ revoked: true, revoked_reason: 'reuse' });
    const details = { user_id: session.user.id, newest: refreshes, presented: 0 };
    expect(await eventsOf(session.id)).toEqual([{ kind: 'authn_token_reuse', actor_id: null, details }]);
    expect(await database.query('SELECT kind FROM revocations WHERE target = $1', [session.id])).toEqual([
      { kind: 'session' },
    ]);
    expect(await present(session, refreshes)).toEqual({ kind: 'ended' });
  });

  it.each([
    ['has come to its end', `UPDATE sessions SET expires_at = now() WHERE id = $1`],
    [
      'was not used for too long',
      `UPDATE sessions SET last_used_at = now() - make_interval(secs => idle_seconds) WHERE id = $1`,
    ],
    ['was revoked', `UPDATE sessions SET revoked = true WHERE id = $1`],
    [
      'ended with all others of its owner',
      `UPDATE subjects SET sessions_epoch = sessions_epoch + 1 WHERE id = (SELECT user_id FROM sessions WHERE id = $1)`,
    ],
    [
      'belongs to somebody who is disabled',
      `UPDATE subjects SET status = 'disabled' WHERE id = (SELECT user_id FROM sessions WHERE id = $1)`,
    ],
  ])('does nothing for a session that %s', async (_what, end) => {
    const session = await newSession();
    await database.query(end, [session.id]);
    expect(await present(session, 0)).toEqual({ kind: 'ended' });
    expect(await rowOf(session)).toMatchObject({ counter: 0 });
    expect(await eventsOf(session.id)).toEqual([]);
  });

  it('does nothing, and takes no offence, where a stranger presents a token', async () => {
    const session = await newSession({ audience: ['orders'] });
    await present(session, 0);
    await present(session, 1);
    for (const stranger of [
      { client_id: 'another client' },
      { secret_hash: randomBytes(32) },
      { audience: ['notes'] },
    ]) {
      for (const counter of [0, 2]) expect(await present(session, counter, stranger)).toEqual({ kind: 'ended' });
    }
    expect(await rowOf(session)).toMatchObject({ counter: 2, revoked: false });
    expect(await present(session, 2, { audience: ['orders'] })).toMatchObject({ kind: 'rotated' });
  });

  it('of fifty at once is one, and the same for all', async () => {
    const session = await newSession();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => present(session, 0)));
    expect(outcomes.filter(({ kind }) => kind === 'rotated')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'grace')).toHaveLength(49);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ session: { counter: 1 } });
    expect(await eventsOf(session.id)).toHaveLength(49);
  });
});
