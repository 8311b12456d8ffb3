import { beforeAll, describe, expect, it } from '@jest/globals';
import { Gatehouse as Verifier } from '#libs/verifier/core';
import { freePort } from '../support/free-port.js';
import { ISSUER } from '../support/gatehouse.js';
import { useLogoutParty } from '../support/logout-party.js';
import { newClient } from '../support/oauth.js';
import { type Application, newApplication, newVisitor, tokensFor } from '../support/oidc-scene.js';
import { adminToken } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';

const ROUNDS = rounds(200, 3);

describe('a logout', () => {
  const party = useLogoutParty();
  const database = useDatabase();
  const settings = async (): Promise<Record<string, string>> => ({
    ...party.settings,
    PORT: String(await freePort()),
    GATEHOUSE_AUDIENCE: 'notes',
  });
  const [here, there] = useInstances(database, settings, settings);
  let wiki: Application;
  /** Of a service that follows the feed of another instance than that at which people log out. */
  const verifier = use(
    async () => {
      const client = await newClient(there.api, await adminToken(there.api), { scopes: ['revocations:read'] });
      const credentials = { id: client.client_id, secret: client.client_secret };
      const gatehouse = new Verifier({ issuer: ISSUER, url: there.url, audience: 'notes', client: credentials });
      await gatehouse.start();
      return gatehouse;
    },
    gatehouse => gatehouse.close(),
  );

  beforeAll(async () => {
    party.trust(here.url);
    const more = { ...party.registration, audiences: ['notes'] };
    wiki = await newApplication(here.api, await adminToken(here.api), more);
  });

  /** When services that follow the feed have heard of the end of a session. */
  const heard = (sid: string): Promise<number> =>
    new Promise(resolve => {
      const stop = verifier.onRevoked(({ entry }) => {
        if (entry.kind !== 'session' || entry.sid !== sid) return;
        stop();
        resolve(performance.now());
      });
    });

  it('ends the sessions of applications for services that follow the feed, and tells those that do not', async () => {
    const [refused, told]: [number[], number[]] = [[], []];
    for (const _ of range(ROUNDS)) {
      const { browser, sid } = await newVisitor(here);
      const { access_token, session_id } = await tokensFor(here, browser, wiki);
      expect((await verifier.verify(access_token)).sid).toBe(session_id);
      const hearing = heard(sid);
      expect((await browser.post('/v1/auth/logout')).status).toBe(204);
      const answered = performance.now();
      refused.push((await hearing) - answered);
      await expect(verifier.verify(access_token)).rejects.toMatchObject({ reason: 'revoked' });
      told.push((await party.toldOf(session_id)).at - answered);
    }
    for (const [what, times] of Object.entries({ refused, told })) process.stdout.write(`${what} ${figures(times)}\n`);
  });
});

/** Told for whoever runs it at full length; on a busy machine they say nothing. */
function figures(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): number => Math.round(sorted[Math.ceil(sorted.length * part) - 1] ?? 0);
  return `after the answer, in milliseconds: median ${at(0.5)}, 99th percentile ${at(0.99)}, longest ${at(1)}`;
}
