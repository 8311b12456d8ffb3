import { describe, expect, it } from '@jest/globals';
import { NEW_PASSWORD, newEmail, setPassword } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { confirmTotp, enrolTotp } from '../support/factors.js';
import { MAIL_ON, Mailbox } from '../support/mailbox.js';
import { importLines } from '../support/imports.js';
import { adminToken, logIn, newLogin, newPerson, PASSWORD } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('a change of the address, by mail', () => {
  const { database, service } = useGatehouse(MAIL_ON);
  const mailbox = new Mailbox(database);

  const ask = (token: string, email: string, current_password = PASSWORD): Promise<Answer> =>
    service.api.post('/v1/auth/email', { email, current_password }, { token });
  const confirm = (token: string, password?: string): Promise<Answer> =>
    service.api.post('/v1/auth/email/confirm', { token, password: password ?? PASSWORD });
  const undo = (token: string): Promise<Answer> => service.api.post('/v1/auth/email/undo', { token });

  /** Somebody whose address was changed. */
  async function changed(): Promise<{ id: string; old: string; email: string; token: string; undoing: string }> {
    const { person, tokens } = await newLogin(service.api);
    const email = newEmail();
    const token = tokens.access_token;
    await ask(token, email);
    expect((await confirm(await mailbox.token(email, 'email_change_confirm'))).status).toBe(204);
    const undoing = await mailbox.token(person.email, 'email_change_notice');
    return { id: person.id, old: person.email, email, token, undoing };
  }

  it('counts once it is confirmed at the new one, which is verified then; the old one is told', async () => {
    const { person, tokens } = await newLogin(service.api);
    const email = newEmail();
    expect((await ask(tokens.access_token, ` ${email.toUpperCase()} `)).status).toBe(202);
    const link = await mailbox.token(email, 'email_change_confirm');
    expect((await service.api.me(tokens.access_token)).body).toMatchObject({ email: person.email });
    expect(await mailbox.kinds(person.email)).toEqual([]);
    expect((await confirm(link)).status).toBe(204);
    expect((await service.api.me(tokens.access_token)).body).toMatchObject({ email, email_verified: true });
    expect((await service.api.login(person.email, PASSWORD)).status).toBe(401);
    expect((await service.api.login(email, PASSWORD)).status).toBe(200);
    const notice = await mailbox.next(person.email, 'email_change_notice');
    expect(notice.values).toMatchObject({ new_email: email, good_for: '3 days' });
    expect((await confirm(link)).status).toBe(400);
  });

  it('says nothing of whether the new one is somebody else’s, who is told', async () => {
    const { person, tokens } = await newLogin(service.api);
    const other = await newPerson(service.api);
    const free = await ask(tokens.access_token, newEmail());
    const taken = await ask(tokens.access_token, other.email.toUpperCase());
    expect([taken.status, taken.body]).toEqual([free.status, free.body]);
    expect(await mailbox.kinds(other.email)).toEqual(['email_change_taken']);
    expect((await service.api.me(tokens.access_token)).body).toMatchObject({ email: person.email });
    await ask(tokens.access_token, person.email);
    expect(await mailbox.kinds(person.email)).toEqual([]);
  });

  it('is over once there is a second factor, which was not shown for it', async () => {
    const { tokens } = await newLogin(service.api);
    const email = newEmail();
    await ask(tokens.access_token, email);
    const link = await mailbox.token(email, 'email_change_confirm');
    const app = await enrolTotp(service.api, tokens.access_token, { password: PASSWORD });
    expect((await confirmTotp(service.api, tokens.access_token, app)).status).toBe(200);
    expect((await confirm(link)).body['code']).toBe('invalid_link');
  });

  it('is not kept from being undone by an import of the old address', async () => {
    const { old, undoing } = await changed();
    const { body } = await importLines(service, await adminToken(service.api), [{ email: old }]);
    expect(body).toMatchObject({ created: 0, unchanged: 1 });
    expect((await undo(undoing)).status).toBe(204);
  });

  it('needs the password, and is over with it', async () => {
    const { tokens } = await newLogin(service.api);
    const email = newEmail();
    expect((await ask(tokens.access_token, email, `${PASSWORD}8`)).body['code']).toBe('wrong_password');
    expect(await mailbox.kinds(email)).toEqual([]);
    await ask(tokens.access_token, email);
    const link = await mailbox.token(email, 'email_change_confirm');
    const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    await service.api.post('/v1/auth/password', change, { token: tokens.access_token });
    expect((await confirm(link)).body['code']).toBe('invalid_link');
  });

  it('goes to the last address that was asked for', async () => {
    const { tokens } = await newLogin(service.api);
    const [first, last] = [newEmail(), newEmail()];
    await ask(tokens.access_token, first);
    const early = await mailbox.token(first, 'email_change_confirm');
    await ask(tokens.access_token, last);
    const late = await mailbox.token(last, 'email_change_confirm');
    expect([(await confirm(early)).status, (await confirm(late)).status]).toEqual([400, 204]);
  });

  it('is told to whoever comes second that the address is taken by now', async () => {
    const [one, other] = [await newLogin(service.api), await newLogin(service.api)];
    const email = newEmail();
    const links = [];
    for (const { tokens } of [one, other]) {
      await ask(tokens.access_token, email);
      links.push(await mailbox.token(email, 'email_change_confirm'));
    }
    const answers = [];
    for (const link of links) answers.push((await confirm(link)).status);
    expect(answers).toEqual([204, 409]);
  });

  it('is undone by the old one: it is back, all sessions are over, the password is good no more', async () => {
    const { old, email, undoing } = await changed();
    const thief = await logIn(service.api, { email, password: PASSWORD });
    expect((await undo(undoing)).status).toBe(204);
    expect((await service.api.me(thief.access_token)).status).toBe(401);
    expect((await service.api.refresh(thief.refresh_token)).status).toBe(400);
    for (const address of [old, email]) expect((await service.api.login(address, PASSWORD)).status).toBe(401);
    expect((await setPassword(service.api, await mailbox.token(old, 'account_reclaimed'))).status).toBe(204);
    const { access_token } = (await service.api.login(old, NEW_PASSWORD)).body;
    expect((await service.api.me(access_token)).body).toMatchObject({ email: old, email_verified: true });
    expect((await undo(undoing)).status).toBe(400);
  });

  it('is undone for good by the first address, whatever came after it', async () => {
    const { old, email, token, undoing } = await changed();
    const third = newEmail();
    await ask(token, third);
    await confirm(await mailbox.token(third, 'email_change_confirm'));
    const second = await mailbox.token(email, 'email_change_notice');
    // Who has the second address brings that back, and the first one can still bring back the first.
    expect((await undo(second)).status).toBe(204);
    expect((await undo(undoing)).status).toBe(204);
    const rows = await database.query('SELECT 1 FROM users WHERE email = $1', [old]);
    expect(rows).toHaveLength(1);
  });

  it('undone by the first address cannot be undone by the second', async () => {
    const { email, token, undoing } = await changed();
    const third = newEmail();
    await ask(token, third);
    await confirm(await mailbox.token(third, 'email_change_confirm'));
    const second = await mailbox.token(email, 'email_change_notice');
    expect((await undo(undoing)).status).toBe(204);
    expect((await undo(second)).body['code']).toBe('invalid_link');
  });

  it('keeps the old address for whoever can undo it, and no longer', async () => {
    const { id, old } = await changed();
    const register = (): Promise<Answer> => service.api.post('/v1/auth/register', { email: old, password: PASSWORD });
    expect((await register()).body['code']).toBe('email_taken');
    const other = await newLogin(service.api);
    await ask(other.tokens.access_token, old);
    expect((await confirm(await mailbox.token(old, 'email_change_confirm'))).body['code']).toBe('email_taken');
    await database.query(`UPDATE links SET expires_at = now() - interval '1 second' WHERE user_id = $1`, [id]);
    expect((await register()).status).toBe(201);
  });

  it('withdraws what was sent to the old address', async () => {
    const { person, tokens } = await newLogin(service.api);
    await service.api.post('/v1/auth/email/verify/send', undefined, { token: tokens.access_token });
    await service.api.post('/v1/auth/password/forgot', { email: person.email });
    const verification = await mailbox.token(person.email, 'verify_email');
    const reset = await mailbox.token(person.email, 'password_reset');
    const email = newEmail();
    await ask(tokens.access_token, email);
    await confirm(await mailbox.token(email, 'email_change_confirm'));
    expect((await service.api.post('/v1/auth/email/verify', { token: verification })).status).toBe(400);
    expect((await setPassword(service.api, reset)).status).toBe(400);
  });

  it('is in the export of who has made it, with the address that is kept for them', async () => {
    const { token, old, email } = await changed();
    const { body } = await service.api.get<{ links: object[] }>('/v1/auth/me/export', { token });
    expect(body.links).toMatchObject([
      { purpose: 'email_change_undo', email: old, used_at: null },
      { purpose: 'email_change_confirm', email, used_at: expect.stringMatching(/Z$/) },
    ]);
    expect(JSON.stringify(body.links)).not.toMatch(/secret|hash/);
  });

  it('is audited without saying what it is', async () => {
    const { id, old, email, undoing } = await changed();
    await undo(undoing);
    const events = await database.query<{ kind: string; details: object }>(
      `SELECT kind, details FROM audit_events WHERE target_id = $1 AND kind IN ('user_updated', 'link_used') ORDER BY id`,
      [id],
    );
    expect(events).toMatchObject([
      { kind: 'link_used', details: { purpose: 'email_change_confirm' } },
      { kind: 'user_updated', details: { changed: ['email'] } },
      { kind: 'link_used', details: { purpose: 'email_change_undo' } },
      { kind: 'user_updated', details: { changed: ['email'], reason: 'undone' } },
    ]);
    expect(JSON.stringify(events)).not.toContain(old);
    expect(JSON.stringify(events)).not.toContain(email);
  });
});
