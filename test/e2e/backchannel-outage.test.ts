import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { useBackChannel } from '../support/backchannel-scene.js';
import { cleanUp } from '../support/clean-up.js';
import { type Answering, useLogoutParty } from '../support/logout-party.js';
import { range, rounds } from '../support/rounds.js';

/** How long an application is away, beside what it takes to have missed it once. */
const AWAY_MS = rounds(60_000, 0);

const answer =
  (status: number): Answering =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"error":"invalid_request"}');
    return true;
  };

describe('an application that cannot be told', () => {
  const party = useLogoutParty();
  const other = useLogoutParty();
  const { database, service, admin, logOut, waiting, inVain } = useBackChannel(
    () => ({ GATEHOUSE_OUTBOUND_HOSTS: `${party.host},${other.host}` }),
    [party, other],
  );
  afterEach(async () => {
    party.answering = undefined;
    await database.query('DELETE FROM backchannel_logouts');
  });

  const settled = async (sid: string): Promise<void> => {
    while ((await waiting(sid)) !== undefined) await delay(10);
  };
  const eventsOf = (sid: string): Promise<Record<string, unknown>[]> =>
    database.query(
      `SELECT kind, actor_id, details FROM audit_events WHERE target_id = $1 AND kind LIKE 'backchannel%'`,
      [sid],
    );

  it.each([200, 204, 299])('is one that has not answered %d', async status => {
    party.answering = answer(status);
    const before = party.requests;
    const { sid } = await logOut(party.registration);
    await party.until(() => party.requests > before);
    await settled(sid);
    expect(party.requests).toBe(before + 1);
    expect(await eventsOf(sid)).toEqual([]);
  });

  it('has the last word with 400, which is recorded', async () => {
    party.answering = answer(400);
    const before = party.requests;
    const { sid, user_id, client_id } = await logOut(party.registration);
    await party.until(() => party.requests > before);
    await settled(sid);
    const details = { user_id, client_id, reason: 'refused', attempts: 1 };
    expect(await eventsOf(sid)).toEqual([{ kind: 'backchannel_logout_given_up', actor_id: null, details }]);
    const { body } = await service.api.get<string>('/metrics', { token: admin() });
    expect(body).toMatch(/^gatehouse_backchannel_logouts_total\{outcome="given_up"\} 1$/m);
    expect(body).toMatch(/^gatehouse_backchannel_logouts_waiting \d+$/m);
  });

  it('keeps nobody waiting who is not slow: neither those who log out, nor other applications', async () => {
    // It reads, and never says anything.
    party.answering = () => true;
    const before = party.requests;
    const slow = await Promise.all(range(3).map(() => logOut(party.registration)));
    await party.until(() => party.requests >= before + 3);
    const { sid } = await logOut(other.registration);
    await other.toldOf(sid);
    expect(await Promise.all(slow.map(({ sid }) => waiting(sid)))).toEqual(slow.map(() => ({ attempts: 1 })));
    await inVain(slow[0]!.client_id, '');
  });

  it('is tried again until it is there, and the others are told meanwhile', async () => {
    await party.close();
    const first = await logOut(party.registration);
    await inVain(first.client_id, 'ECONNREFUSED');
    const second = await logOut(other.registration);
    await other.toldOf(second.sid);
    await delay(AWAY_MS);
    await party.listen();
    await party.toldOf(first.sid);
    await settled(first.sid);
    expect(await eventsOf(first.sid)).toEqual([]);
  });

  it('is given up after a day, once, which is recorded', async () => {
    await party.close();
    const { sid, client_id } = await logOut(party.registration);
    await inVain(client_id, 'ECONNREFUSED');
    await database.query(
      `UPDATE backchannel_logouts SET created_at = now() - interval '1 day', due_at = now() WHERE session_id = $1`,
      [sid],
    );
    const counts = await Promise.all(
      range(2).map(async () => {
        const said = await cleanUp(database, party.settings);
        return /\b(\d+) applications given up that were not told/.exec(said)?.[1];
      }),
    );
    expect(counts.sort()).toEqual(['0', '1']);
    await party.listen();
    expect(await eventsOf(sid)).toMatchObject([{ details: { client_id, reason: 'too_late' } }]);
    expect(await waiting(sid)).toBeUndefined();
  });

  it('is forgotten with its registration', async () => {
    await party.close();
    const { sid, client_id } = await logOut(party.registration);
    await inVain(client_id, 'ECONNREFUSED');
    expect((await service.api.delete(`/v1/clients/${client_id}`, { token: admin() })).status).toBe(204);
    expect(await waiting(sid)).toBeUndefined();
    await party.listen();
  });
});
