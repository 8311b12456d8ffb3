import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { NEW_PASSWORD, setPassword } from '../support/accounts.js';
import { CommandLine, type Ended } from '../support/command-line.js';
import { testEnvironment } from '../support/gatehouse.js';
import { MAIL_ON, Mailbox } from '../support/mailbox.js';
import { newPerson } from '../support/people.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

describe('the command line, where mails get out', () => {
  const database = useDatabase();
  const [service] = useInstances(database, MAIL_ON);
  const auth = new CommandLine(database);
  const mailbox = new Mailbox(database);

  const run = (settings: Record<string, string>, ...args: string[]): Promise<Ended> =>
    auth.runWith(testEnvironment(database, settings), ...args);

  it('mails an invitation, and shows nobody the token', async () => {
    const email = `${randomUUID()}@example.test`;
    const made = await run(MAIL_ON, 'users', 'create', email, '--send-invitation', '--json');
    expect([made.code, made.err]).toEqual([0, '']);
    const document = JSON.parse(made.out) as Record<string, unknown>;
    expect(document).toMatchObject({ email, status: 'invited', set_password_expires_at: expect.stringMatching(/Z$/) });
    const token = await mailbox.token(email, 'invitation');
    expect(made.out).not.toContain(token);
    expect(document).not.toHaveProperty('set_password_token');
    expect((await setPassword(service.api, token)).status).toBe(204);
    const { access_token } = (await service.api.login(email, NEW_PASSWORD)).body;
    expect((await service.api.me(access_token)).body).toMatchObject({ email_verified: true });
  });

  it('says so to whoever reads', async () => {
    const email = `${randomUUID()}@example.test`;
    const { code, out } = await run(MAIL_ON, 'users', 'create', email, '--send-invitation');
    expect(code).toBe(0);
    expect(out).toMatch(
      new RegExp(`^\\S+ invited  ${email}\nA link by which to set a password is mailed; it is good until \\S+Z\\.\n$`),
    );
  });

  it('mails a reset', async () => {
    const person = await newPerson(service.api);
    const { code, out } = await run(MAIL_ON, 'users', 'reset', person.email, '--send-mail', '--json');
    expect([code, JSON.parse(out)]).toEqual([
      0,
      { user_id: person.id, purpose: 'reset', expires_at: expect.stringMatching(/Z$/) },
    ]);
    expect((await setPassword(service.api, await mailbox.token(person.email, 'password_reset'))).status).toBe(204);
  });

  it('makes nothing where there are no mails, and says why', async () => {
    const email = `${randomUUID()}@example.test`;
    const { code, err } = await run({ GATEHOUSE_MAIL: 'off' }, 'users', 'create', email, '--send-invitation');
    expect([code, err]).toEqual([1, expect.stringMatching(/^mail_off: /)]);
    const person = await newPerson(service.api);
    const reset = await run({ GATEHOUSE_MAIL: 'off' }, 'users', 'reset', person.email, '--send-mail');
    expect([reset.code, reset.err]).toEqual([1, expect.stringMatching(/^mail_off: /)]);
    expect(await database.query('SELECT 1 FROM users WHERE email = $1', [email])).toEqual([]);
  });
});
