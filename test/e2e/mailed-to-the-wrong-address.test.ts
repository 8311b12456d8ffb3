import { describe, expect, it } from '@jest/globals';
import { NEW_PASSWORD, newEmail } from '../support/accounts.js';
import type { Answer, Api } from '../support/api.js';
import { MAIL_ON, Mailbox } from '../support/mailbox.js';
import { newLogin, PASSWORD, type Person } from '../support/people.js';
import { range, tally } from '../support/rounds.js';
import { told } from '../support/second-step-scene.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const ASKED = [403, 'password_required'];
const WRONG = [403, 'wrong_password'];

describe('a change of the address that was mailed to somebody else, by a slip of the finger', () => {
  const database = useDatabase();
  const [service, throttled] = useInstances(database, MAIL_ON, {
    ...MAIL_ON,
    ...{ GATEHOUSE_THROTTLE: 'on', GATEHOUSE_RATE_LIMIT: '60000' },
  });
  const mailbox = new Mailbox(database);

  /** Somebody who has asked for it, and the link that a stranger has got. */
  async function mistyped(): Promise<{ person: Person; email: string; link: string; access_token: string }> {
    const { person, tokens } = await newLogin(service.api);
    const email = newEmail();
    const { access_token } = tokens;
    await service.api.post('/v1/auth/email', { email, current_password: PASSWORD }, { token: access_token });
    return { person, email, link: await mailbox.token(email, 'email_change_confirm'), access_token };
  }

  const confirm = (token: string, password?: string, api: Api = service.api): Promise<Answer> =>
    api.post('/v1/auth/email/confirm', { token, ...(password !== undefined && { password }) });

  const addressOf = ({ id }: Person): Promise<unknown[]> =>
    database.query('SELECT email FROM users WHERE id = $1', [id]);

  it('moves no account by the click of who has got the link: it takes the password', async () => {
    const { person, email, link } = await mistyped();
    expect(told(await confirm(link))).toEqual(ASKED);
    expect(told(await confirm(link, NEW_PASSWORD))).toEqual(WRONG);
    expect(await addressOf(person)).toEqual([{ email: person.email }]);
    // So they cannot have the password replaced either.
    await service.api.post('/v1/auth/password/forgot', { email });
    expect(await mailbox.kinds(email)).toEqual(['email_change_confirm']);
    const events = await database.query(
      `SELECT details->>'purpose' AS purpose, details->>'reason' AS reason
       FROM audit_events WHERE target_id = $1 AND kind = 'link_refused'`,
      [person.id],
    );
    expect(events).toEqual([{ purpose: 'email_change_confirm', reason: 'wrong_password' }]);
    expect((await confirm(link, person.password)).status).toBe(204);
    expect(await addressOf(person)).toEqual([{ email }]);
  });

  it('lets them try some passwords, and no more for a while', async () => {
    const { person, link } = await mistyped();
    const tries = await Promise.all(range(20).map(() => confirm(link, NEW_PASSWORD, throttled.api)));
    const { 403: judged = 0, 429: refused = 0, 503: busy = 0 } = tally(tries.map(({ status }) => status));
    // Beside those that are free, one for each wait that was over meanwhile. A busy machine judges fewer at once.
    expect([judged + refused + busy, judged <= 9, refused >= 9]).toEqual([20, true, true]);
    expect(await addressOf(person)).toEqual([{ email: person.email }]);
  });

  it('tells who has a forged link nothing, with the password and without', async () => {
    const { link } = await mistyped();
    const forged = `${link.slice(0, -4)}AAAA`;
    const none = [400, 'invalid_link'];
    expect([told(await confirm(forged)), told(await confirm(forged, PASSWORD))]).toEqual([none, none]);
  });

  it('is over with the password: there is none by which the link could be good', async () => {
    const { person, link, access_token } = await mistyped();
    const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    await service.api.post('/v1/auth/password', change, { token: access_token });
    const notice = await mailbox.token(person.email, 'notice_password_changed');
    expect((await service.api.post('/v1/auth/not-me', { token: notice })).status).toBe(204);
    for (const password of [undefined, PASSWORD, NEW_PASSWORD]) {
      expect(told(await confirm(link, password))).toEqual([400, 'invalid_link']);
    }
  });
});
