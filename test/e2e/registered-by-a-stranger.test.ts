import { describe, expect, it } from '@jest/globals';
import { NEW_PASSWORD, setPassword } from '../support/accounts.js';
import { CODES_ON, codeTicket, showCode, ticketAndCode } from '../support/login-codes.js';
import { Mailbox } from '../support/mailbox.js';
import { newLogin, type Person } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('an account that a stranger has registered with the address of somebody else', () => {
  const { database, service } = useGatehouse(CODES_ON);
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
});
