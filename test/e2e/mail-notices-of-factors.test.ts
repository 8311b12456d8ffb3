import { beforeAll, describe, expect, it } from '@jest/globals';
import { FACTORS, newEquipped } from '../support/factors.js';
import { NEW_PASSWORD } from '../support/accounts.js';
import { MAIL_ON, Mailbox } from '../support/mailbox.js';
import { adminToken, newLogin, newPerson, PASSWORD } from '../support/people.js';
import { range } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

describe('what people are told of their second factors', () => {
  const database = useDatabase();
  const [service, throttled] = useInstances(database, MAIL_ON, {
    ...MAIL_ON,
    GATEHOUSE_THROTTLE: 'on',
    GATEHOUSE_RATE_LIMIT: '60000',
  });
  const mailbox = new Mailbox(database);
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  it('is that new recovery codes were made, and of those that come with a first factor nothing but that factor', async () => {
    const { person, tokens } = await newEquipped(service.api);
    expect(await mailbox.kinds(person.email)).toEqual(['notice_factor_added']);
    const renewed = await service.api.post(`${FACTORS}/recovery-codes`, undefined, { token: tokens.access_token });
    expect(renewed.status).toBe(201);
    const letter = await mailbox.next(person.email, 'notice_recovery_codes');
    expect(letter.values).toMatchObject({ ip: '127.0.0.1' });
    expect(letter.values['link']).toContain('/account#/not-me/');
    expect(JSON.stringify(letter)).not.toContain(String((renewed.body['recovery_codes'] as string[])[0]));
  });

  it('is that an administrator has removed them, and not from where', async () => {
    const { person } = await newEquipped(service.api);
    expect((await service.api.delete(`/v1/users/${person.id}/factors`, { token: admin })).status).toBe(204);
    const letter = await mailbox.next(person.email, 'notice_factors_reset');
    expect(Object.keys(letter.values).sort()).toEqual(['device', 'good_for', 'ip', 'link', 'when']);
    expect(JSON.stringify(letter.values)).not.toContain('127.0.0.1');
    expect(await mailbox.kinds(person.email)).toEqual(['notice_factor_added', 'notice_factors_reset']);
  });

  it('is nothing of factors where there were none: the sessions are over all the same', async () => {
    const person = await newPerson(service.api);
    await service.api.delete(`/v1/users/${person.id}/factors`, { token: admin });
    expect(await mailbox.kinds(person.email)).toEqual(['notice_sessions_ended']);
  });

  it('is not lost for others of its kind within the hour: one says that there is more', async () => {
    const { person, tokens } = await newLogin(throttled.api);
    let [token, from, to] = [tokens.access_token, PASSWORD, NEW_PASSWORD];
    for (const _ of range(6)) {
      const change = { current_password: from, new_password: to };
      expect((await throttled.api.post('/v1/auth/password', change, { token })).status).toBe(204);
      [from, to] = [to, from];
      token = (await throttled.api.login(person.email, from)).body.access_token;
    }
    const letters = await mailbox.all(person.email);
    expect(letters.map(({ kind }) => kind)).toEqual([...range(5).map(() => 'notice_password_changed'), 'notice_more']);
    const last = letters.at(-1);
    expect(last?.values).toMatchObject({ event: 'your password was changed', good_for: '3 days' });
    const link = last?.values['link'] ?? '';
    const used = await throttled.api.post('/v1/auth/not-me', { token: link.slice(link.lastIndexOf('/') + 1) });
    expect(used.status).toBe(204);
  });
});
