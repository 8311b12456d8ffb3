import { describe, expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import { importLines } from '../support/imports.js';
import { MAIL_ON, Mailbox } from '../support/mailbox.js';
import { adminToken, newLogin, PASSWORD } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('an address that is older than what is demanded of addresses now', () => {
  const { database, service } = useGatehouse(MAIL_ON);
  const mailbox = new Mailbox(database);

  /** Somebody who has changed it, by mail. @param write turns an address into one as it once could be */
  async function changed(write: (email: string) => string): Promise<{ id: string; first: string; old: string }> {
    const { person, tokens } = await newLogin(service.api);
    const [id, first, old] = [person.id, person.email, write(person.email)];
    await database.query('UPDATE users SET email = $2 WHERE id = $1', [id, old]);
    const email = newEmail();
    const change = { email, current_password: PASSWORD };
    await service.api.post('/v1/auth/email', change, { token: tokens.access_token });
    const token = await mailbox.token(email, 'email_change_confirm');
    const confirmed = await service.api.post('/v1/auth/email/confirm', { token, password: PASSWORD });
    expect(confirmed.status).toBe(204);
    return { id, first, old };
  }

  async function undo(old: string): Promise<number> {
    const token = await mailbox.token(old, 'email_change_notice');
    return (await service.api.post('/v1/auth/email/undo', { token })).status;
  }

  it.each<[string, (email: string) => string]>([
    ['in another spelling', email => email.replace('@example.test', '@xn--mnchen-3ya.test')],
    ['with what nobody sees', email => `\u2063${email}`],
  ])('is brought back to the letter: %s', async (_how, write) => {
    const { id, old } = await changed(write);
    expect(await undo(old)).toBe(204);
    expect(await database.query('SELECT email FROM users WHERE id = $1', [id])).toEqual([{ email: old }]);
  });

  it('is kept for whoever can bring it back, in every spelling', async () => {
    const { id, first, old } = await changed(email => email.replace('@example.test', '@xn--bcher-kva.test'));
    for (const email of [old, first.replace('@example.test', '@bücher.test')]) {
      const { body } = await service.api.post('/v1/auth/register', { email, password: PASSWORD });
      expect(body['code']).toBe('email_taken');
      const imported = await importLines(service, await adminToken(service.api), [{ email }]);
      expect(imported.body).toMatchObject({ created: 0, unchanged: 1 });
    }
    expect(await undo(old)).toBe(204);
    const kept = await database.query(
      `SELECT email FROM links WHERE user_id = $1 AND purpose = 'email_change_undo'
         AND used_at IS NULL AND expires_at > now()`,
      [id],
    );
    expect(kept).toEqual([]);
  });
});
