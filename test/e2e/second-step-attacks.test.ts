import { beforeAll, describe, expect, it } from '@jest/globals';
import { NEW_PASSWORD } from '../support/accounts.js';
import { adminToken } from '../support/people.js';
import { range, tally } from '../support/rounds.js';
import {
  type FactorOwner,
  login,
  newFactorOwner,
  recovery,
  showFactor,
  ticketOf,
  told,
  totp,
} from '../support/second-step-scene.js';
import { codeOf } from '../support/specs/authenticator.js';
import { useDatabase, useGatehouse, useInstances } from '../support/use-gatehouse.js';

const USED_UP = [400, 'invalid_login_ticket'];
const WRONG = [403, 'wrong_factor'];
/** No code of an app: those have six digits. */
const NO_CODE = recovery('0000-0000-0000-0000');

describe('a login ticket in other hands', () => {
  const { database, service } = useGatehouse();
  let owner: FactorOwner;

  beforeAll(async () => {
    owner = await newFactorOwner(service.api);
  });

  const sessionsOf = async ({ person }: FactorOwner): Promise<number> =>
    (await database.query('SELECT id FROM sessions WHERE user_id = $1', [person.id])).length;

  it('is of no use with the factor of somebody else', async () => {
    const other = await newFactorOwner(service.api);
    const ticket = await ticketOf(service.api, owner.person);
    expect(told(await showFactor(service.api, ticket, recovery(other.recoveryCode())))).toEqual(WRONG);
    expect(told(await showFactor(service.api, ticket, totp(codeOf(other.secret, 1))))).toEqual(WRONG);
  });

  it('opens one session: used again, with a code that is good, it is used up', async () => {
    const before = await sessionsOf(owner);
    const ticket = await ticketOf(service.api, owner.person);
    expect((await showFactor(service.api, ticket, recovery(owner.recoveryCode()))).status).toBe(200);
    const code = owner.recoveryCode();
    expect(told(await showFactor(service.api, ticket, recovery(code)))).toEqual(USED_UP);
    expect(await sessionsOf(owner)).toBe(before + 1);
    // The code was not used up by it.
    expect((await showFactor(service.api, await ticketOf(service.api, owner.person), recovery(code))).status).toBe(200);
  });

  it('does not make a code good again', async () => {
    const code = owner.recoveryCode();
    expect((await showFactor(service.api, await ticketOf(service.api, owner.person), recovery(code))).status).toBe(200);
    expect(told(await showFactor(service.api, await ticketOf(service.api, owner.person), recovery(code)))).toEqual(
      WRONG,
    );
  });

  it('is good for five tries, and then for nothing, also with the right code', async () => {
    const ticket = await ticketOf(service.api, owner.person);
    for (const _ of range(5)) expect(told(await showFactor(service.api, ticket, NO_CODE))).toEqual(WRONG);
    expect(told(await showFactor(service.api, ticket, recovery(owner.recoveryCode())))).toEqual(USED_UP);
  });

  it('is good for five tries at the same time, too', async () => {
    const ticket = await ticketOf(service.api, owner.person);
    const answers = await Promise.all(range(50).map(() => showFactor(service.api, ticket, NO_CODE)));
    expect(tally(answers.map(({ status }) => status))).toEqual({ 403: 5, 400: 45 });
  });

  it('cannot be altered: whatever bit of it is changed, it is none', async () => {
    const bytes = Buffer.from((await ticketOf(service.api, owner.person)).slice('glt_'.length), 'base64url');
    for (const place of range(40).map(n => Math.floor((n * (bytes.length - 1)) / 39))) {
      const altered = Buffer.from(bytes);
      altered[place] = (altered[place] ?? 0) ^ 1;
      const ticket = `glt_${altered.toString('base64url')}`;
      expect(told(await showFactor(service.api, ticket, NO_CODE))).toEqual(USED_UP);
    }
    for (const text of ['glt_', `glt_${bytes.subarray(0, 20).toString('base64url')}`, bytes.toString('base64url')]) {
      expect(told(await showFactor(service.api, text, NO_CODE))).toEqual(USED_UP);
    }
  });

  it('is worthless once it has expired', async () => {
    const ticket = await ticketOf(service.api, owner.person);
    expect(told(await showFactor(service.api, ticket, NO_CODE))).toEqual(WRONG);
    await database.query(`UPDATE login_tickets SET expires_at = now() - interval '1 second'`);
    expect(told(await showFactor(service.api, ticket, recovery(owner.recoveryCode())))).toEqual(USED_UP);
  });

  it('is worthless after a change of the password, whoever made it', async () => {
    const changed = await newFactorOwner(service.api);
    const ticket = await ticketOf(service.api, changed.person);
    const admin = await adminToken(service.api);
    const made = await service.api.post(`/v1/users/${changed.person.id}/password-token`, undefined, { token: admin });
    const set = { token: made.body['token'], password: NEW_PASSWORD };
    expect((await service.api.post('/v1/auth/password/set', set)).status).toBe(204);
    expect(told(await showFactor(service.api, ticket, recovery(changed.recoveryCode())))).toEqual(USED_UP);
    // The reset has taken no factor away.
    expect(told(await login(service.api, { ...changed.person, password: NEW_PASSWORD }))).toEqual([
      403,
      'second_factor_required',
    ]);
  });

  it.each<[string, (id: string, token: string) => Promise<unknown>]>([
    ['all sessions were ended', (id, token) => service.api.delete(`/v1/users/${id}/sessions`, { token })],
    [
      'the account was disabled, and let in again',
      async (id, token) => {
        for (const status of ['disabled', 'active']) await service.api.patch(`/v1/users/${id}`, { status }, { token });
      },
    ],
  ])('is worthless after %s', async (_what, end) => {
    const ended = await newFactorOwner(service.api);
    const ticket = await ticketOf(service.api, ended.person);
    await end(ended.person.id, await adminToken(service.api));
    const code = ended.recoveryCode();
    expect(told(await showFactor(service.api, ticket, recovery(code)))).toEqual(USED_UP);
    // Nothing of it has happened: the code is good still.
    const anew = await ticketOf(service.api, ended.person);
    expect((await showFactor(service.api, anew, recovery(code))).status).toBe(200);
  });

  it('is worthless while the account is not in force', async () => {
    const disabled = await newFactorOwner(service.api);
    const ticket = await ticketOf(service.api, disabled.person);
    const admin = await adminToken(service.api);
    const off = await service.api.patch(`/v1/users/${disabled.person.id}`, { status: 'disabled' }, { token: admin });
    expect(off.status).toBe(200);
    expect(told(await showFactor(service.api, ticket, recovery(disabled.recoveryCode())))).toEqual(USED_UP);
    expect(await database.query('SELECT used FROM login_tickets WHERE used')).toBeDefined();
  });

  it('says nothing that anybody could read', async () => {
    const text = Buffer.from((await ticketOf(service.api, owner.person)).slice('glt_'.length), 'base64url').toString(
      'latin1',
    );
    expect(text).not.toContain(owner.person.id);
    expect(text).not.toContain(owner.person.email);
  });
});

describe('two instances', () => {
  const database = useDatabase();
  const [one, other] = useInstances(database, {}, {});

  it('count the tries of one ticket together, and one uses up what the other gave out', async () => {
    const owner = await newFactorOwner(one.api);
    const tried = await ticketOf(one.api, owner.person);
    for (const { api } of [one, other, one, other, other])
      expect(told(await showFactor(api, tried, NO_CODE))).toEqual(WRONG);
    expect(told(await showFactor(one.api, tried, recovery(owner.recoveryCode())))).toEqual(USED_UP);
    const ticket = await ticketOf(one.api, owner.person);
    expect((await showFactor(other.api, ticket, recovery(owner.recoveryCode()))).status).toBe(200);
    expect(told(await showFactor(one.api, ticket, recovery(owner.recoveryCode())))).toEqual(USED_UP);
  });
});
