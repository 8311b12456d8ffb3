import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { beginDevice, type BegunDevice, decide, newDeviceApplication, poll } from '../support/device-scene.js';
import {
  type Application,
  begin,
  codeFor,
  exchange,
  newApplication,
  newVisitor,
  type Pending,
  refreshFor,
  requestOf,
  userinfo,
} from '../support/oidc-scene.js';
import { postForm } from '../support/oauth.js';
import { adminToken, newLogin } from '../support/people.js';
import { range, rounds, tally } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const AT_ONCE = 50;
const ROUNDS = rounds(500, 3);
/** Of what differs in nothing but who asks. */
const FEWER = rounds(50, 3);

describe('logins for applications, raced for', () => {
  const database = useDatabase();
  const services = useInstances(database, {}, {});
  const [one, two] = services;
  let admin: string;
  let wiki: Application;
  let tv: Application;

  beforeAll(async () => {
    admin = await adminToken(one.api);
    [wiki, tv] = [await newApplication(one.api, admin), await newDeviceApplication(one.api, admin)];
  });

  /** Each of them at another instance. */
  const atOnce = <T>(work: (service: typeof one, n: number) => Promise<T>): Promise<T[]> =>
    Promise.all(range(AT_ONCE).map(n => work(services[n % services.length] ?? one, n)));
  const lives = async (application: Application, { body }: Answer): Promise<boolean[]> => [
    (await userinfo(one.api, String(body['access_token']))).status === 200,
    (await refreshFor(one.api, application, String(body['refresh_token']))).status === 200,
  ];

  it('of fifty who redeem one code at once one is first at most, and nothing is left of it', async () => {
    const { browser } = await newVisitor(one);
    for (const _ of range(ROUNDS)) {
      const pending = requestOf(wiki);
      const { code = '' } = await codeFor(browser, pending);
      const answers = await atOnce(({ api }) => exchange(api, wiki, pending, code));
      const { 200: won = 0, 400: refused, ...others } = tally(answers.map(({ status }) => status));
      expect([won <= 1, won + (refused ?? 0), others]).toEqual([true, AT_ONCE, {}]);
      for (const answer of answers.filter(({ status }) => status === 200))
        expect(await lives(wiki, answer)).toEqual([false, false]);
      const opened = await database.query(
        `SELECT s.revoked FROM sessions s JOIN authorization_codes c ON c.session_id = s.id WHERE c.code_challenge = $1`,
        [pending.query['code_challenge']],
      );
      expect(opened).toEqual([{ revoked: true }]);
    }
  });

  it('of fifty who redeem one device code at once one gets tokens, and keeps them', async () => {
    const { tokens } = await newLogin(one.api);
    for (const _ of range(ROUNDS)) {
      const device = await beginDevice(one.api, tv);
      expect((await decide(one.api, tokens.access_token, device, 'approve')).status).toBe(204);
      const answers = await atOnce(({ api }) => poll(api, tv, device));
      expect(tally(answers.map(({ status, body }) => `${status} ${String(body['error'])}`))).toEqual({
        ...{ '200 undefined': 1, '400 invalid_grant': AT_ONCE - 1 },
      });
      for (const answer of answers.filter(({ status }) => status === 200))
        expect(await lives(tv, answer)).toEqual([true, true]);
    }
  });

  it('of two who let a device in and do not at once one decides, and the device is told what', async () => {
    const [her, him] = [(await newLogin(one.api)).tokens, (await newLogin(one.api)).tokens];
    for (const _ of range(ROUNDS)) {
      const device = await beginDevice(one.api, tv);
      const [approved, declined] = await Promise.all([
        decide(one.api, her.access_token, device, 'approve'),
        decide(two.api, him.access_token, device, 'decline'),
      ]);
      expect([approved.status, declined.status].sort()).toEqual([204, 404]);
      const { status, body } = await poll(two.api, tv, device);
      expect([status, body['error']]).toEqual(approved.status === 204 ? [200, undefined] : [400, 'access_denied']);
    }
  });

  it('of fifty who let one device in at once one does, and it is theirs', async () => {
    const people = await Promise.all(range(5).map(() => newLogin(one.api)));
    for (const _ of range(FEWER)) {
      const device = await beginDevice(one.api, tv);
      const answers = await atOnce(({ api }, n) =>
        decide(api, people[n % people.length]?.tokens.access_token ?? '', device, 'approve'),
      );
      expect(tally(answers.map(({ status }) => status))).toEqual({ 204: 1, 404: AT_ONCE - 1 });
      const winner = people[answers.findIndex(({ status }) => status === 204) % people.length];
      const { body } = await poll(one.api, tv, device);
      expect((await userinfo(one.api, String(body['access_token']))).body['sub']).toBe(winner?.person.id);
    }
  });

  it('of fifty who allow one login at once one gets a code', async () => {
    const { browser } = await newVisitor(one);
    const elsewhere = browser.copy(two.url);
    for (const _ of range(ROUNDS)) {
      const pending = requestOf(wiki, { prompt: 'consent' });
      const { id } = await begin(browser, pending);
      elsewhere.jar.set(INTERACTION, browser.jar.get(INTERACTION) ?? '');
      const answers = await atOnce((_service, n) =>
        (n % 2 === 0 ? browser : elsewhere).post(`/v1/auth/interactions/${id}/authorize`, { consent: true }),
      );
      expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 1, 404: AT_ONCE - 1 });
    }
  });

  it('what is taken back while a device gets its tokens is taken back', async () => {
    const { tokens } = await newLogin(one.api);
    const { access_token: token } = tokens;
    for (const _ of range(FEWER)) {
      const device: BegunDevice = await beginDevice(one.api, tv);
      await decide(one.api, token, device, 'approve');
      const [granted, withdrawn] = await Promise.all([
        poll(two.api, tv, device),
        one.api.delete(`/v1/auth/consents/${tv.client_id}`, { token }),
      ]);
      expect([withdrawn.status, [200, 400].includes(granted.status)]).toEqual([204, true]);
      if (granted.status === 200) expect(await lives(tv, granted)).toEqual([false, false]);
    }
  });

  it('of fifty browsers that bring one pushed request at once one goes on', async () => {
    for (const _ of range(FEWER)) {
      const { query }: Pending = requestOf(wiki);
      const form = { ...query, client_secret: wiki.client_secret ?? '' };
      const { body } = await postForm(one.api, '/oauth/par', form);
      const request = new URLSearchParams({ client_id: wiki.client_id, request_uri: String(body['request_uri']) });
      const answers = await atOnce(({ url }) =>
        new Browser(url).post('/v1/auth/interactions', { request: request.toString() }),
      );
      expect(tally(answers.map(({ status }) => status))).toEqual({ 201: 1, 400: AT_ONCE - 1 });
    }
  });
});

const INTERACTION = '__Host-gatehouse_interaction';
