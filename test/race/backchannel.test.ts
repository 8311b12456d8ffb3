import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.js';
import { useLogoutParty } from '../support/logout-party.js';
import { type Application, codeFor, exchange, newApplication, requestOf } from '../support/oidc-scene.js';
import { adminToken, claimsOf, newPerson, type Person } from '../support/people.js';
import { range, rounds, tally } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const WAYS = ['/v1/auth/logout', '/v1/auth/logout-all'];

describe('an application that is let in while the person logs out elsewhere', () => {
  const party = useLogoutParty();
  const database = useDatabase();
  const settings = (): Record<string, string> => party.settings;
  const [here, there] = useInstances(database, settings, settings);
  let application: Application;
  let person: Person;

  beforeAll(async () => {
    party.trust(here.url);
    application = await newApplication(here.api, await adminToken(here.api), party.registration);
    person = await newPerson(here.api);
  });

  /** @returns the session of the application; undefined if it was not let in */
  async function race(path: string, scope: string): Promise<string | undefined> {
    const browser = new Browser(here.url);
    await browser.logIn(person);
    const pending = requestOf(application, { scope });
    const { code = '' } = await codeFor(browser, pending);
    const logout = async (): Promise<unknown> => {
      await delay(randomInt(12));
      return browser.copy(there.url).post(path);
    };
    const [{ status, body }] = await Promise.all([exchange(here.api, application, pending, code), logout()]);
    if (status !== 200) expect([status, body['error']]).toEqual([400, 'invalid_grant']);
    return status === 200 ? String(claimsOf(String(body['id_token']))['sid']) : undefined;
  }

  it('is told of the end of whatever session it has got', async () => {
    const outcomes: string[] = [];
    for (const round of range(rounds(500, 24))) {
      const scope = round % 4 < 2 ? 'openid' : 'openid offline_access';
      const sid = await race(WAYS[round % 2]!, scope);
      outcomes.push(sid === undefined ? 'refused' : 'told');
      if (sid !== undefined) await party.toldOf(sid);
    }
    process.stdout.write(`${JSON.stringify(tally(outcomes))}\n`);
    expect(party.refused).toEqual([]);
  });
});
