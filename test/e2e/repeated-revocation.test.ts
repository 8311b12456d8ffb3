import { describe, expect, it } from '@jest/globals';
import { claimsOf, newPerson, PASSWORD } from '../support/people.js';
import { OF_ACCOUNTS } from '../support/repeated-revocation/accounts.js';
import { OF_CLIENTS } from '../support/repeated-revocation/clients.js';
import { OF_ROLES } from '../support/repeated-revocation/roles.js';
import { here, there, late, admin, setTheSceneOfTwoInstances } from '../support/repeated-revocation/scene.js';
import { OF_TOKENS_AND_SESSIONS } from '../support/repeated-revocation/sessions.js';
import { range, rounds, tally } from '../support/rounds.js';

/** So late does the second instance hear of anything that it does not look for itself; in milliseconds. */
const LAG_MS = 150;

const PATHS = [...OF_TOKENS_AND_SESSIONS, ...OF_ACCOUNTS, ...OF_ROLES, ...OF_CLIENTS];

setTheSceneOfTwoInstances();

describe('what was taken back at one instance and is taken back again at another', () => {
  /** How often the second instance did not know yet when it was asked to do it again. */
  let unaware = 0;

  it.each(PATHS)('$name: is refused from the second answer on', async ({ answers, refusal, begin }) => {
    const { act, use } = await begin();
    // Whatever came before is known there, and it is remembered as good.
    expect((await there.api.get('/v1/revocations', { token: admin })).status).toBe(200);
    expect((await use(there.api)).status).toBe(200);
    late.lag = LAG_MS;
    try {
      expect((await act(here.api)).status).toBe(answers[0]);
      if ((await use(there.api)).status === 200) unaware++;
      expect((await act(there.api)).status).toBe(answers[1]);
      expect((await use(there.api)).status).toBe(refusal);
    } finally {
      late.lag = 0;
    }
  });

  it('and the second instance had not heard of it before', () => expect(unaware).toBeGreaterThan(PATHS.length / 2));

  it('also without any lag, in hundreds of rounds', async () => {
    const statuses: number[] = [];
    let { body: last } = await here.api.login((await newPerson(here.api)).email, PASSWORD);
    for (const _round of range(rounds(500))) {
      const jti = claimsOf(last.access_token)['jti'];
      expect((await there.api.me(last.access_token)).status).toBe(200);
      for (const { api } of [here, there]) {
        expect((await api.post('/v1/revocations', { jti }, { token: admin })).status).toBe(201);
      }
      statuses.push((await there.api.me(last.access_token)).status);
      ({ body: last } = await here.api.refresh(last.refresh_token));
    }
    expect(tally(statuses)).toEqual({ 401: rounds(500) });
  });
});
