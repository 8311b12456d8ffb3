import { describe, expect, it } from '@jest/globals';
import { NEW_PASSWORD, setPassword } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { CODES_ON, codeTicket, showCode, ticketAndCode } from '../support/login-codes.js';
import { Mailbox } from '../support/mailbox.js';
import { newLogin, type Person } from '../support/people.js';
import { range, tally } from '../support/rounds.js';
import { told } from '../support/second-step-scene.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

describe('an account that a stranger has registered with the address of somebody else', () => {
  const database = useDatabase();
  const [service, throttled] = useInstances(database, CODES_ON, {
    ...CODES_ON,
    ...{ GATEHOUSE_THROTTLE: 'on', GATEHOUSE_RATE_LIMIT: '60000' },
  });
  const mailbox = new Mailbox(database);

  const isVerified = async ({ id }: Person): Promise<boolean> =>
    (await database.query('SELECT 1 FROM users WHERE id = $1 AND email_verified_at IS NOT NULL', [id])).length > 0;

  it('is not entered by its owner beside the stranger: no code is mailed', async () => {
    const { person, tokens } = await newLogin(service.api);
    await codeTicket(service.api, person.email);
    expect([await mailbox.kinds(person.email), await isVerified(person)]).toEqual([[], false]);
    // By the link for a forgotten password the owner comes in alone, and is sent codes from then on.
    await service.api.post('/v1/auth/password/forgot', { email: person.email });
    await setPassword(service.api, await mailbox.token(person.email, 'password_reset'), NEW_PASSWORD);
    const entered = await showCode(service.api, await ticketAndCode(service.api, mailbox, person.email));
    expect([entered.status, await isVerified(person)]).toEqual([200, true]);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    expect((await service.api.login(person.email, person.password)).status).toBe(401);
  });

  it('is not verified by a click of its owner on the link that the stranger has asked for: it takes the password', async () => {
    const { person, tokens } = await newLogin(service.api);
    const verify = (body: object): Promise<Answer> => service.api.post('/v1/auth/email/verify', body);
    await service.api.post('/v1/auth/email/verify/send', undefined, { token: tokens.access_token });
    const token = await mailbox.token(person.email, 'verify_email');
    expect(told(await verify({ token }))).toEqual([403, 'password_required']);
    expect(told(await verify({ token, password: NEW_PASSWORD }))).toEqual([403, 'wrong_password']);
    expect(await isVerified(person)).toBe(false);
    const events = await database.query(
      `SELECT details->>'reason' AS reason FROM audit_events WHERE target_id = $1 AND kind = 'link_refused'`,
      [person.id],
    );
    expect(events).toEqual([{ reason: 'wrong_password' }]);
    // Who has both the mails and the password is its owner.
    expect((await verify({ token, password: person.password })).status).toBe(204);
    expect(await isVerified(person)).toBe(true);
  });

  it('has its password tried some times by one link, and no more for a while', async () => {
    const { person, tokens } = await newLogin(service.api);
    await service.api.post('/v1/auth/email/verify/send', undefined, { token: tokens.access_token });
    const token = await mailbox.token(person.email, 'verify_email');
    const wrong = { token, password: NEW_PASSWORD };
    const tries = await Promise.all(range(20).map(() => throttled.api.post('/v1/auth/email/verify', wrong)));
    const { 403: judged = 0, 429: refused = 0 } = tally(tries.map(({ status }) => status));
    // Beside those that are free, one for each wait that was over meanwhile.
    expect([judged + refused, judged >= 6, judged <= 9]).toEqual([20, true, true]);
  });
});
