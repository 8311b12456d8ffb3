import { beforeAll, describe, expect, it } from '@jest/globals';
import { newEmail, newOfficer, setPassword } from '../support/accounts.js';
import { MAIL_ON, Mailbox } from '../support/mailbox.js';
import { adminToken, newPerson } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('an invitation by mail', () => {
  const { database, service } = useGatehouse(MAIL_ON);
  const mailbox = new Mailbox(database);
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  it('has the token in it, which nobody else sees; it verifies the address', async () => {
    const email = newEmail();
    const { status, body } = await service.api.post('/v1/users', { email, send_invitation: true }, { token });
    expect([status, body['status'], body['email_verified']]).toEqual([201, 'invited', false]);
    expect(Object.keys(body)).not.toContain('set_password_token');
    expect(body['set_password_expires_at']).toMatch(/Z$/);
    const link = await mailbox.token(email, 'invitation');
    expect((await setPassword(service.api, link)).status).toBe(204);
    const { body: user } = await service.api.get(`/v1/users/${String(body['id'])}`, { token });
    expect(user).toMatchObject({ status: 'active', email_verified: true });
  });

  it('is sent again by an administrator; where a password is there, it is a reset', async () => {
    const invited = await service.api.post('/v1/users', { email: newEmail(), send_invitation: true }, { token });
    const people = [invited.body as { id: string; email: string }, await newPerson(service.api)];
    const purposes = ['invitation', 'reset'];
    for (const { id, email } of people) {
      const purpose = purposes.shift();
      const path = `/v1/users/${id}/password-token`;
      const { status, body } = await service.api.post(path, { send_mail: true }, { token });
      expect([status, body]).toEqual([201, { purpose, expires_at: expect.stringMatching(/Z$/) }]);
      const kind = purpose === 'reset' ? 'password_reset' : 'invitation';
      if (purpose === 'invitation') await mailbox.next(email, kind);
      const letter = await mailbox.next(email, kind);
      // From where an administrator works is not for everybody to know.
      expect(JSON.stringify(letter.values)).not.toContain('127.0.0.1');
    }
  });

  it('shown to the administrator instead verifies nothing', async () => {
    const { body } = await service.api.post('/v1/users', { email: newEmail() }, { token });
    expect((await setPassword(service.api, String(body['set_password_token']))).status).toBe(204);
    const { body: user } = await service.api.get(`/v1/users/${String(body['id'])}`, { token });
    expect(user).toMatchObject({ status: 'active', email_verified: false });
  });

  it('is good only while who has sent it holds what the account does', async () => {
    const officer = await newOfficer(service.api, token, ['users:write']);
    const email = newEmail();
    const { body } = await service.api.post('/v1/users', { email, send_invitation: true }, { token: officer.token });
    await service.api.put(`/v1/users/${String(body['id'])}/roles/admin`, undefined, { token });
    expect((await setPassword(service.api, await mailbox.token(email, 'invitation'))).status).toBe(400);
  });
});

describe('an invitation by mail where there are none', () => {
  const { service } = useGatehouse({ GATEHOUSE_MAIL: 'off' });

  it('is refused, and makes no account', async () => {
    const token = await adminToken(service.api);
    const email = newEmail();
    const refused = await service.api.post('/v1/users', { email, send_invitation: true }, { token });
    expect([refused.status, refused.body['code']]).toEqual([409, 'mail_off']);
    expect((await service.api.post('/v1/users', { email }, { token })).status).toBe(201);
    const { id } = await newPerson(service.api);
    const reset = await service.api.post(`/v1/users/${id}/password-token`, { send_mail: true }, { token });
    expect([reset.status, reset.body['code']]).toEqual([409, 'mail_off']);
  });
});

describe('invitations by mail, again and again', () => {
  const { database, service } = useGatehouse({ ...MAIL_ON, GATEHOUSE_THROTTLE: 'on' });
  const mailbox = new Mailbox(database);

  it('are five an hour; who sends more is told', async () => {
    const token = await adminToken(service.api);
    const email = newEmail();
    const { body } = await service.api.post('/v1/users', { email, send_invitation: true }, { token });
    const path = `/v1/users/${String(body['id'])}/password-token`;
    const statuses = [];
    for (let n = 0; n < 6; n++) statuses.push((await service.api.post(path, { send_mail: true }, { token })).status);
    expect(statuses).toEqual([201, 201, 201, 201, 429, 429]);
    expect(await mailbox.kinds(email)).toHaveLength(5);
  });
});
