import { describe, expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { Gatehouse } from '../support/gatehouse.js';
import { newLogin, newPerson, PASSWORD } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('one’s own address, where there are no mails', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_MAIL: 'off' });

  const change = (token: string, email: string, current_password = PASSWORD): Promise<Answer> =>
    service.api.post('/v1/auth/email', { email, current_password }, { token });

  it('is changed to what one logs in with from then on, and sessions go on', async () => {
    const { person, tokens } = await newLogin(service.api);
    const email = newEmail();
    expect((await change(tokens.access_token, ` ${email.toUpperCase()} `)).status).toBe(204);
    expect((await service.api.login(person.email, PASSWORD)).status).toBe(401);
    expect((await service.api.login(email, PASSWORD)).status).toBe(200);
    expect((await service.api.me(tokens.access_token)).body).toMatchObject({ email, version: 2 });
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(200);
    // The old one is free for somebody else.
    const taken = await service.api.post('/v1/auth/register', { email: person.email, password: PASSWORD });
    expect(taken.status).toBe(201);
  });

  it('is audited without saying what it is', async () => {
    const { person, tokens } = await newLogin(service.api);
    const email = newEmail();
    await change(tokens.access_token, email);
    const events = await database.query(
      `SELECT kind, actor_id, details FROM audit_events WHERE target_id = $1 AND kind = 'user_updated'`,
      [person.id],
    );
    expect(events).toEqual([{ kind: 'user_updated', actor_id: person.id, details: { changed: ['email'] } }]);
  });

  it('cannot be somebody else’s, and to set it to what it is changes nothing', async () => {
    const { person, tokens } = await newLogin(service.api);
    const other = await newPerson(service.api);
    const taken = await change(tokens.access_token, other.email.toUpperCase());
    expect([taken.status, taken.body['code']]).toEqual([409, 'email_taken']);
    expect((await change(tokens.access_token, person.email)).status).toBe(204);
    expect((await service.api.me(tokens.access_token)).body).toMatchObject({ email: person.email, version: 1 });
    expect((await change(tokens.access_token, 'nothing')).status).toBe(400);
  });

  it('goes to one of two who want it at once', async () => {
    const [one, other] = [await newLogin(service.api), await newLogin(service.api)];
    const email = newEmail();
    const answers = await Promise.all([one, other].map(({ tokens }) => change(tokens.access_token, email)));
    expect(answers.map(answer => answer.status).sort()).toEqual([204, 409]);
  });

  it('needs the password again: a session in other hands is not enough', async () => {
    const { person, tokens } = await newLogin(service.api);
    const email = newEmail();
    const missing = await service.api.post('/v1/auth/email', { email }, { token: tokens.access_token });
    expect([missing.status, missing.body['code']]).toEqual([400, 'validation_failed']);
    const wrong = await change(tokens.access_token, email, `${PASSWORD}8`);
    expect([wrong.status, wrong.body['code']]).toEqual([403, 'wrong_password']);
    expect((await service.api.me(tokens.access_token)).body).toMatchObject({ email: person.email, version: 1 });
    const events = await database.query(
      `SELECT kind, details FROM audit_events WHERE target_id = $1 AND kind LIKE 'user_update%'`,
      [person.id],
    );
    expect(events).toEqual([{ kind: 'user_update_fail', details: { reason: 'wrong_password' } }]);
    expect((await change(tokens.access_token, email)).status).toBe(204);
  });

  it('is said to be unverified, where it is changed, made and shown', async () => {
    const { body } = await service.api.get<Record<string, never>>('/openapi.json');
    const document = body as unknown as {
      paths: Record<string, { post: { description: string } }>;
      components: { schemas: Record<string, { properties: { email: { description: string } } }> };
    };
    expect(document.paths['/v1/auth/email']?.post.description).toMatch(/not verified and counts at once/);
    for (const name of ['Registration', 'User', 'CreatedUser', 'CreateUserRequest', 'EmailChangeRequest']) {
      const schema = JSON.stringify(document.components.schemas[name]);
      expect([name, schema]).toEqual([name, expect.stringMatching(/not verified|nobody has verified/)]);
    }
  });

  it('needs a login of the last ten minutes', async () => {
    const { tokens } = await newLogin(service.api);
    await database.query(`UPDATE sessions SET issued_at = now() - interval '11 min' WHERE id = $1`, [
      tokens.session_id,
    ]);
    const { body } = await service.api.refresh(tokens.refresh_token);
    const refused = await change(body.access_token, newEmail());
    expect([refused.status, refused.body['code']]).toEqual([401, 'insufficient_user_authentication']);
    expect(refused.headers.get('www-authenticate')).toContain('max_age="600"');
  });

  it('is changed only so often from one address of the network', async () => {
    const limited = await Gatehouse.start(database, { GATEHOUSE_MAIL: 'off', GATEHOUSE_THROTTLE: 'on' });
    const { tokens } = await newLogin(limited.api);
    const statuses: number[] = [];
    for (let i = 0; i < 25; i++) {
      const { status } = await limited.api.post(
        '/v1/auth/email',
        { email: newEmail(), current_password: PASSWORD },
        { token: tokens.access_token },
      );
      statuses.push(status);
    }
    expect(new Set(statuses)).toEqual(new Set([204, 429]));
    await limited.stop();
  });
});
