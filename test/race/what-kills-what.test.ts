import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tokens } from '../support/api.js';
import { giveRole, type Opponent, OPPONENTS, type Scene } from '../support/opponents.js';
import { adminToken, claimsOf, logIn, newPerson, type Person } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

/** Moments after which the act is sent; `npm test` tries every third of them. */
const MOMENTS = 12;
const BETWEEN = rounds(1, 3);
const ROUNDS = rounds(500, MOMENTS / BETWEEN);
const momentOf = (round: number): number => (round * BETWEEN) % MOMENTS;

describe('a race against', () => {
  const { service } = useGatehouse({ GATEHOUSE_ACCESS_TTL: '1h' });
  let admin: string;
  let person: Person;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    await service.api.post('/v1/roles', { name: 'fleeting', permissions: [] }, { token: admin });
    person = await newPerson(service.api);
    await giveRole({ api: service.api, admin, person });
  });

  /** @param acting a session of the round before that has been spared: each login costs a hash */
  async function setTheScene(acting?: Tokens): Promise<Scene> {
    const looping = await logIn(service.api, person);
    return { api: service.api, admin, person, looping, acting: acting ?? (await logIn(service.api, person)) };
  }

  const epochOf = ({ access_token }: Tokens): number => Number(claimsOf(access_token)['epoch']);

  const isAlive = async ({ access_token }: Tokens): Promise<boolean> =>
    (await service.api.me(access_token)).status === 200;

  it.each(OPPONENTS)('a refresh loop: $name', async opponent => {
    let spared: Tokens | undefined;
    for (const round of range(ROUNDS)) {
      const scene = await setTheScene(spared);
      const given = [scene.looping];
      const stopping = new AbortController();
      const loop = (async () => {
        for (let last = scene.looping; !stopping.signal.aborted;) {
          const { status, body } = await service.api.refresh(last.refresh_token);
          if (status !== 200) return;
          given.push(body);
          last = body;
        }
      })();
      await new Promise(resolve => setTimeout(resolve, momentOf(round)));
      expect([200, 204]).toContain((await opponent.act(scene)).status);
      const before = [...given];
      stopping.abort();
      await loop;
      await expectConsequences(opponent, scene, before, given);
      await opponent.undo?.(scene);
      spared = opponent.sparesActing && opponent.undo === undefined ? scene.acting : undefined;
    }
  });

  /** @param before what had been given out when the act was acknowledged; `given` has what was under way as well */
  async function expectConsequences(
    opponent: Opponent,
    scene: Scene,
    before: Tokens[],
    given: Tokens[],
  ): Promise<void> {
    if (opponent.endsLoopingSession) {
      for (const tokens of given.slice(-3)) {
        expect(await isAlive(tokens)).toBe(false);
        expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
      }
    } else {
      // What was given out before is outdated, and the newest refresh token brings the new truth.
      const repaired = await service.api.refresh(given.at(-1)?.refresh_token ?? '');
      expect(repaired.status).toBe(200);
      expect(await isAlive(repaired.body)).toBe(true);
      expect(claimsOf(repaired.body.access_token)['roles']).not.toContain(opponent.takesRole ?? 'nothing');
      // Several refreshes may fit between the commit and its acknowledgement: theirs have the new epoch already.
      const epoch = epochOf(repaired.body);
      for (const tokens of before.slice(-4)) expect(await isAlive(tokens)).toBe(epochOf(tokens) === epoch);
      expect(epochOf(scene.looping)).toBeLessThan(epoch);
      expect(await isAlive(scene.looping)).toBe(false);
    }
    const acting = await service.api.refresh(scene.acting.refresh_token);
    expect(acting.status).toBe(opponent.sparesActing ? 200 : 400);
    if (opponent.sparesActing) {
      expect(await isAlive(acting.body)).toBe(true);
      Object.assign(scene.acting, acting.body);
    }
  }

  it.each(OPPONENTS)('logins: $name', async opponent => {
    let spared: Tokens | undefined;
    for (const round of range(ROUNDS)) {
      const scene = await setTheScene(spared);
      const attempts = range(2).map(async index => {
        await new Promise(resolve => setTimeout(resolve, index * 8));
        const { status, body } = await service.api.login(person.email, person.password);
        return { status, body, finished: performance.now() };
      });
      await new Promise(resolve => setTimeout(resolve, momentOf(round) * 4));
      const sent = performance.now();
      expect([200, 204]).toContain((await opponent.act(scene)).status);
      for (const { status, body, finished } of await Promise.all(attempts)) {
        if (status !== 200) {
          expect([status, opponent.refusesOldLogins]).toEqual([401, true]);
          continue;
        }
        const alive = await isAlive(body);
        const refreshed = (await service.api.refresh(body.refresh_token)).status === 200;
        if (opponent.refusesOldLogins) expect([alive, refreshed]).toEqual([false, false]);
        if (opponent.endsEarlierLogins && finished < sent) expect([alive, refreshed]).toEqual([false, false]);
        if (opponent.takesRole === undefined) expect(alive).toBe(refreshed);
        else if (alive) expect(claimsOf(body.access_token)['roles']).not.toContain(opponent.takesRole);
      }
      await opponent.undo?.(scene);
      spared = await goesOn(opponent, scene);
    }
  });

  /** The acting session for the next round, if it was spared; its access token may be outdated by the act. */
  async function goesOn({ sparesActing, undo }: Opponent, { acting }: Scene): Promise<Tokens | undefined> {
    if (!sparesActing || undo !== undefined) return undefined;
    const { status, body } = await service.api.refresh(acting.refresh_token);
    expect(status).toBe(200);
    return body;
  }
});
