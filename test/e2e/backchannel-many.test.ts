import { beforeAll, describe, expect, it } from '@jest/globals';
import { useLogoutParty } from '../support/logout-party.js';
import { newApplication, newVisitor, tokensFor } from '../support/oidc-scene.js';
import { adminToken } from '../support/people.js';
import { rounds } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const SESSIONS = rounds(10_000, 1200);

describe('the end of all sessions', () => {
  const party = useLogoutParty();
  const { database, service } = useGatehouse(() => ({ ...party.settings, GATEHOUSE_CLEANUP_INTERVAL: '1d' }));
  beforeAll(() => party.trust(service.url));

  it(`is told of each of ${SESSIONS} sessions, of a person and of an application`, async () => {
    const admin = await adminToken(service.api);
    const application = await newApplication(service.api, admin, party.registration);
    const { browser, person } = await newVisitor(service);
    const { session_id } = await tokensFor(service, browser, application);
    const multiply = (parent: string): Promise<unknown> =>
      database.query(
        `INSERT INTO sessions SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()))).*
         FROM sessions s, generate_series(2, $2) WHERE s.id = $1`,
        [parent, SESSIONS],
      );
    await multiply(session_id);
    const began = performance.now();
    expect((await browser.post('/v1/auth/logout-all')).status).toBe(204);
    await party.until(() => party.told.length === SESSIONS, 120_000);
    process.stdout.write(`${SESSIONS} told within ${Math.round(performance.now() - began)} ms\n`);
    expect(new Set(party.told.map(({ claims }) => claims['sid'])).size).toBe(SESSIONS);

    await browser.logIn(person);
    await multiply((await tokensFor(service, browser, application)).session_id);
    const { client_id } = application;
    expect((await service.api.patch(`/v1/clients/${client_id}`, { status: 'disabled' }, { token: admin })).status).toBe(
      200,
    );
    await party.until(() => party.told.length === 2 * SESSIONS, 120_000);
    expect(new Set(party.told.map(({ claims }) => claims['sid'])).size).toBe(2 * SESSIONS);
    expect(party.refused).toEqual([]);
  });
});
