/** A role comes to demand a second factor while tokens are given out. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Gatehouse as Verifier } from '#libs/verifier/core';
import type { Tokens } from '../support/api.js';
import { freePort } from '../support/free-port.js';
import { ISSUER } from '../support/gatehouse.js';
import { newClient } from '../support/oauth.js';
import { adminToken, claimsOf, logIn, newPerson, type Person } from '../support/people.js';
import { raised, refreshed } from '../support/raised-sessions.js';
import { RoleCalls } from '../support/roles.js';
import { range, rounds } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';

const ROLE = 'moderator';
const PERMISSION = 'users:read';

describe('a demand for a second factor', () => {
  const { database, service } = useGatehouse(async () => ({
    PORT: String(await freePort()),
    GATEHOUSE_AUDIENCE: 'notes',
  }));
  let roles: RoleCalls;
  /** An administrator who has shown a second factor: whoever has not cannot take the demand away. */
  let admin: string;
  let person: Person;
  const verifier = use(
    async () => {
      const client = await newClient(service.api, await adminToken(service.api), { scopes: ['revocations:read'] });
      const credentials = { id: client.client_id, secret: client.client_secret };
      const gatehouse = new Verifier({ issuer: ISSUER, url: service.url, audience: 'notes', client: credentials });
      await gatehouse.start();
      return gatehouse;
    },
    gatehouse => gatehouse.close(),
  );

  beforeAll(async () => {
    const first = new RoleCalls(service.api, await adminToken(service.api));
    const { person: strong } = await first.member('admin');
    ({ access_token: admin } = await raised(database, service.api, await logIn(service.api, strong)));
    roles = new RoleCalls(service.api, admin);
    await roles.make(ROLE, { permissions: [PERMISSION] });
    person = await newPerson(service.api);
    await roles.grant(person.id, ROLE);
  });

  const demand = async (requires_mfa: boolean): Promise<void> => {
    expect((await roles.edit(ROLE, { requires_mfa })).status).toBe(200);
  };

  /** Resolves when the service that follows the feed has heard that the role demands one. */
  const heard = (): Promise<void> =>
    new Promise(resolve => {
      const stop = verifier.onRevoked(({ entry }) => {
        if (entry.kind !== 'role' || entry.name !== ROLE || entry.requires_mfa !== true) return;
        stop();
        resolve();
      });
    });

  const permitted = async ({ access_token }: Tokens): Promise<[number, boolean]> => [
    (await service.api.get('/v1/users', { token: access_token })).status,
    verifier.permits(await verifier.verify(access_token), PERMISSION),
  ];

  it('that was acknowledged holds for every token without one, whenever that was given out', async () => {
    const carrying = { before: 0, after: 0 };
    let last = await logIn(service.api, person);
    let strong = await raised(database, service.api, await logIn(service.api, person));
    for (const round of range(rounds(200))) {
      const given = [last];
      const news = heard();
      const stopping = new AbortController();
      const loop = (async () => {
        while (!stopping.signal.aborted) given.push((last = await refreshed(service.api, last.refresh_token)));
      })();
      await new Promise(resolve => setTimeout(resolve, round % 12));
      await demand(true);
      strong = await refreshed(service.api, strong.refresh_token);
      stopping.abort();
      await loop;
      await news;
      for (const tokens of given) {
        carrying[(claimsOf(tokens.access_token)['roles'] as string[]).includes(ROLE) ? 'before' : 'after']++;
        expect(await permitted(tokens)).toEqual([403, false]);
      }
      expect(await permitted(strong)).toEqual([200, true]);
      await demand(false);
      last = await refreshed(service.api, last.refresh_token);
    }
    // Both were tried: tokens that were given out with the role, and those without.
    expect(Math.min(carrying.before, carrying.after)).toBeGreaterThan(0);
  });
});
