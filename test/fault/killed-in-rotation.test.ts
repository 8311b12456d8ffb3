import { randomInt } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tokens } from '../support/api.js';
import { Gatehouse } from '../support/gatehouse.js';
import { logIn, newPerson, type Person } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';
import { useDatabase } from '../support/use-gatehouse.js';

describe('a service that is killed in the middle of refreshes', () => {
  const database = useDatabase();
  let person: Person;

  beforeAll(async () => {
    const service = await Gatehouse.start(database);
    person = await newPerson(service.api);
    await service.stop();
  });

  /** Refreshes until the service is gone. @returns the last tokens that arrived */
  async function refreshUntilGone(service: Gatehouse, first: Tokens): Promise<Tokens> {
    let last = first;
    try {
      for (;;) {
        const { status, body } = await service.api.refresh(last.refresh_token);
        if (status !== 200) return last;
        last = body;
      }
    } catch {
      return last;
    }
  }

  it('never leaves two branches, and a client that repeats its last token within grace gets on', async () => {
    let service = await Gatehouse.start(database);
    for (const _round of range(rounds(50, 4, 10))) {
      const logins = await Promise.all(range(4).map(() => logIn(service.api, person)));
      const loops = logins.map(tokens => refreshUntilGone(service, tokens));
      await new Promise(resolve => setTimeout(resolve, randomInt(5, 150)));
      await service.kill();
      const last = await Promise.all(loops);

      service = await Gatehouse.start(database);
      for (const tokens of last) {
        const resumed = await service.api.refresh(tokens.refresh_token);
        expect(resumed.status).toBe(200);
        expect((await service.api.me(resumed.body.access_token)).status).toBe(200);
        // One branch: what follows from the token that was lost or repeated is one and the same.
        const repeated = await service.api.refresh(tokens.refresh_token);
        expect(repeated.body.refresh_token).toBe(resumed.body.refresh_token);
      }
    }
    await service.stop();
  });

  it('never loses a revocation that it had acknowledged', async () => {
    let service = await Gatehouse.start(database);
    for (const _round of range(rounds(50, 2, 5))) {
      const [one, two] = [await logIn(service.api, person), await logIn(service.api, person)];
      const ended = await service.api.delete(`/v1/sessions/${one.session_id}`, { token: two.access_token });
      expect(ended.status).toBe(204);
      await service.kill();
      service = await Gatehouse.start(database);
      expect((await service.api.me(one.access_token)).status).toBe(401);
      expect((await service.api.refresh(one.refresh_token)).status).toBe(400);
      expect((await service.api.me(two.access_token)).status).toBe(200);
    }
    await service.stop();
  });
});
