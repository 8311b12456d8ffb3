import { describe, expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import { ISSUER } from '../support/gatehouse.js';
import { MAIL_ON, Mailbox, tokenIn } from '../support/mailbox.js';
import { newLogin, newPerson, PASSWORD } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const USES = ['email/verify', 'email/confirm', 'email/undo', 'not-me', 'password/set'];

describe('links of mails', () => {
  const { database, service } = useGatehouse(MAIL_ON);
  const mailbox = new Mailbox(database);

  it('lead to the issuer, whatever the request says of the host', async () => {
    const { email } = await newPerson(service.api);
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
      origin: 'https://evil.example',
      referer: 'https://evil.example/account',
    };
    const { status } = await service.api.post('/v1/auth/password/forgot', { email }, { headers });
    expect(status).toBe(202);
    const { values } = await mailbox.next(email, 'password_reset');
    expect(values['link']?.startsWith(`${ISSUER}/account#/`)).toBe(true);
    expect(JSON.stringify(values)).not.toContain('evil');
  });

  it('take nothing from the request by which they could lead elsewhere', async () => {
    const { email } = await newPerson(service.api);
    for (const more of ['redirect', 'redirect_uri', 'return_to', 'next', 'continue', 'url']) {
      const body = { email, [more]: 'https://evil.example' };
      expect((await service.api.post('/v1/auth/password/forgot', body)).status).toBe(400);
    }
    expect(await mailbox.all(email)).toEqual([]);
  });

  it('change nothing by being opened: programs that look through mails open them all', async () => {
    const { person, tokens } = await newLogin(service.api);
    await service.api.post('/v1/auth/email/verify/send', undefined, { token: tokens.access_token });
    const letter = await mailbox.next(person.email, 'verify_email');
    const page = new URL(letter.values['link'] ?? '');
    expect([page.search, page.hash.includes(tokenIn(letter))]).toEqual(['', true]);
    for (const method of ['GET', 'HEAD']) {
      await fetch(service.url + page.pathname, { method });
      for (const use of USES) {
        const { status } = await fetch(`${service.url}/v1/auth/${use}?token=${tokenIn(letter)}`, { method });
        expect([use, status]).toEqual([use, 405]);
      }
    }
    expect((await service.api.me(tokens.access_token)).body).toMatchObject({ email_verified: false });
    const used = await service.api.post('/v1/auth/email/verify', { token: tokenIn(letter), password: PASSWORD });
    expect(used.status).toBe(204);
  });

  it('are good for one purpose: no other route takes them', async () => {
    const { person, tokens } = await newLogin(service.api);
    await service.api.post('/v1/auth/email/verify/send', undefined, { token: tokens.access_token });
    const token = await mailbox.token(person.email, 'verify_email');
    for (const use of USES.slice(1)) {
      const more = use === 'password/set' ? { password: PASSWORD } : {};
      expect([use, (await service.api.post(`/v1/auth/${use}`, { token, ...more })).status]).toEqual([use, 400]);
    }
    expect((await service.api.post('/v1/auth/email/verify', { token, password: PASSWORD })).status).toBe(204);
  });

  it('are stored so that nobody can use what is stored', async () => {
    const { person, tokens } = await newLogin(service.api);
    await service.api.post('/v1/auth/email/verify/send', undefined, { token: tokens.access_token });
    const token = await mailbox.token(person.email, 'verify_email');
    const secret = token.slice(token.indexOf('.') + 1);
    const tables = ['links', 'mails', 'mail_requests', 'mailbox_allowances', 'audit_events'];
    for (const table of tables) {
      const rows = await database.query(`SELECT t::text AS text FROM ${table} t`);
      const hex = Buffer.from(secret, 'base64url').toString('hex');
      for (const { text } of rows) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(hex);
      }
    }
  });

  it('that nobody has given out are refused, and noted together', async () => {
    const { person, tokens } = await newLogin(service.api);
    await service.api.post('/v1/auth/email/verify/send', undefined, { token: tokens.access_token });
    const token = await mailbox.token(person.email, 'verify_email');
    for (const forged of ['x', `${token.slice(0, -4)}AAAA`, token.toUpperCase(), `${token}=`]) {
      const { status, body } = await service.api.post('/v1/auth/email/verify', { token: forged });
      expect([status, body['code']]).toEqual([400, 'invalid_link']);
    }
    const events = await database.query(`SELECT 1 FROM audit_events WHERE target_id = $1 AND kind = 'link_refused'`, [
      person.id,
    ]);
    expect(events).toEqual([]);
  });

  it.each(['\r\nBcc: all@evil.example', '\nBcc: all@evil.example', '%0d%0aBcc: x@evil.example', ', all@evil.example'])(
    'go to one address, whatever somebody puts behind it: %j',
    async tail => {
      const { email } = await newPerson(service.api);
      for (const path of ['password/forgot', 'email/verify/resend']) {
        expect((await service.api.post(`/v1/auth/${path}`, { email: email + tail })).status).toBe(400);
      }
      const account = { email: newEmail() + tail, password: PASSWORD };
      expect((await service.api.post('/v1/auth/register', account)).status).toBe(400);
      expect(await mailbox.kinds(email)).toEqual([]);
    },
  );
});
