import { randomInt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Browser } from '../support/browser.js';
import { TestDatabase } from '../support/database.js';
import { Gatehouse } from '../support/gatehouse.js';
import { useLogoutParty } from '../support/logout-party.js';
import { newApplication, newVisitor, tokensFor } from '../support/oidc-scene.js';
import { adminToken } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';
import { use } from '../support/use.js';

const SESSIONS_A_ROUND = 8;
const LEASE_MS = 30_000;
const WAYS = ['/v1/auth/logout', '/v1/auth/logout-all'];

describe('an instance that is killed while it tells applications that sessions are over', () => {
  const party = useLogoutParty();
  const database = use(
    () => TestDatabase.createMigrated(),
    database => database.drop(),
  );
  const settings = (): Record<string, string> => ({ ...party.settings, GATEHOUSE_CLEANUP_INTERVAL: '1s' });
  const other = use(
    () => Gatehouse.start(database, settings()),
    service => service.stop(),
  );
  /** As if all leases were over. */
  const hurry = (): Promise<unknown> => database.query('UPDATE backchannel_logouts SET due_at = now()');

  it('keeps none of them from being told, by itself or by others', async () => {
    party.trust(other.url);
    for (const round of range(rounds(50, 3, 15))) {
      const victim = await Gatehouse.start(database, settings());
      const application = await newApplication(other.api, await adminToken(other.api), party.registration);
      const browsers: Browser[] = [];
      const sessions: string[] = [];
      for (let count = 0; count < SESSIONS_A_ROUND; count++) {
        const { browser } = await newVisitor(victim);
        browsers.push(browser);
        sessions.push((await tokensFor(victim, browser, application)).session_id);
      }
      const moment = randomInt(SESSIONS_A_ROUND);
      let begun = 0;
      // Whichever of both it is that tells it, one of them is gone in the middle of it.
      const killed = new Promise<void>(resolve => {
        party.answering = (_request, response) => {
          if (begun++ !== moment) return false;
          const answers = round % 2 === 0;
          void victim.kill().then(() => {
            if (answers) response.writeHead(503).end();
            resolve();
          });
          return answers;
        };
      });
      const ways = browsers.map((browser, place) => ({ browser, path: WAYS[place % WAYS.length]! }));
      // What is cut off was committed, or was not and is done elsewhere.
      await Promise.all(ways.map(({ browser, path }) => browser.post(path).catch(() => undefined)));
      for (const { browser, path } of ways) {
        expect([204, 401]).toContain((await browser.copy(other.url).post(path)).status);
      }
      await killed;
      party.answering = undefined;
      await hurry();
      // What was being taken when it was killed is taken after that, and left to others when the lease is over.
      await party.until(() => sessions.every(session => party.of(session).length > 0), 2 * LEASE_MS);
    }
    expect(party.refused).toEqual([]);
  });
});
