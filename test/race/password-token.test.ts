import { beforeAll, describe, expect, it } from '@jest/globals';
import { invite, NEW_PASSWORD, passwordToken, setPassword } from '../support/accounts.js';
import { adminToken, newPerson } from '../support/people.js';
import { clientToken, newClient } from '../support/oauth.js';
import { RowLock } from '../support/specs/row-lock.js';
import { range, rounds, tally } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const OTHER_PASSWORD = 'ember-quarry-willow-58';

describe('set-password tokens, raced for', () => {
  const database = useDatabase();
  const services = useInstances(database, {}, {});
  let token: string;

  beforeAll(async () => {
    token = await adminToken(services[0].api);
  });

  it('redeemed by two at once, on two instances: one sets the password, the other is refused', async () => {
    const [one, other] = services;
    for (const _ of range(rounds(100))) {
      const { id, email, set_password_token: text } = await invite(one.api, token);
      const answers = await Promise.all([
        setPassword(one.api, text, NEW_PASSWORD),
        setPassword(other.api, text, OTHER_PASSWORD),
      ]);
      expect(tally(answers.map(answer => answer.status))).toEqual({ 204: 1, 400: 1 });
      expect(answers.map(answer => answer.body['code'])).toContain('invalid_password_token');
      const won = answers[0].status === 204;
      expect((await one.api.login(email, NEW_PASSWORD)).status).toBe(won ? 200 : 401);
      expect((await one.api.login(email, OTHER_PASSWORD)).status).toBe(won ? 401 : 200);
      const events = await database.query<{ kind: string }>(
        `SELECT kind FROM audit_events WHERE target_id = $1 AND kind LIKE 'password_token_%' ORDER BY kind`,
        [id],
      );
      expect(events.map(event => event.kind)).toEqual([
        'password_token_created',
        'password_token_refused',
        'password_token_used',
      ]);
    }
  });

  it('redeemed while the account is disabled: afterwards nobody is in', async () => {
    const [one, other] = services;
    for (const _ of range(rounds(100))) {
      const { id, email, set_password_token: text } = await invite(one.api, token);
      const [set, disabled] = await Promise.all([
        setPassword(one.api, text),
        other.api.patch(`/v1/users/${id}`, { status: 'disabled' }, { token }),
      ]);
      expect([204, 400]).toContain(set.status);
      expect([disabled.status, disabled.body['status']]).toEqual([200, 'disabled']);
      expect((await one.api.login(email, NEW_PASSWORD)).status).toBe(401);
      expect((await setPassword(one.api, text)).status).toBe(400);
      const [account] = await database.query('SELECT status FROM subjects WHERE id = $1', [id]);
      expect(account).toEqual({ status: 'disabled' });
    }
  });

  it('redeemed while the account becomes an administrator’s by a grant: never by whoever could not have granted it', async () => {
    const [one, other] = services;
    const writer = await newPerson(one.api);
    await one.api.post('/v1/roles', { name: 'writer', permissions: ['users:write'] }, { token });
    await one.api.put(`/v1/users/${writer.id}/roles/writer`, undefined, { token });
    const { access_token } = (await one.api.login(writer.email, writer.password)).body;
    for (const _ of range(rounds(100))) {
      const { id, set_password_token: text } = await invite(one.api, access_token);
      const [set, granted] = await Promise.all([
        setPassword(one.api, text),
        other.api.put(`/v1/users/${id}/roles/admin`, undefined, { token }),
      ]);
      expect(granted.status).toBe(204);
      // Who came first is told by the order of what was written.
      const events = await database.query<{ kind: string }>(
        `SELECT kind FROM audit_events WHERE target_id = $1
           AND (kind = 'password_token_used' OR details->>'role' = 'admin') ORDER BY id`,
        [id],
      );
      const used = events.some(event => event.kind === 'password_token_used');
      expect(set.status).toBe(used ? 204 : 400);
      if (!used) expect((await setPassword(one.api, text)).status).toBe(400);
    }
  });

  it('redeemed while the client that made it gets another name: that takes no power from it', async () => {
    const [one, other] = services;
    const client = await newClient(one.api, token, { scopes: ['users:write'] });
    for (const round of range(rounds(100))) {
      const { set_password_token: text } = await invite(one.api, await clientToken(one.api, client));
      const name = `renamed ${client.client_id} ${round}`;
      const [set, renamed] = await Promise.all([
        setPassword(one.api, text),
        other.api.patch(`/v1/clients/${client.client_id}`, { name }, { token }),
      ]);
      expect([set.status, renamed.status]).toEqual([204, 200]);
    }
  });

  it('waits for a change of the address that is under way, which would withdraw it', async () => {
    const [one] = services;
    const { id } = await newPerson(one.api);
    const lock = await RowLock.take(database, 'SELECT FROM subjects WHERE id = $1 FOR NO KEY UPDATE', [id]);
    const made = passwordToken(one.api, token, id);
    try {
      await lock.awaitedBy(made);
    } finally {
      await lock.release();
    }
    expect((await setPassword(one.api, await made)).status).toBe(204);
  });

  it('made by five at once: the last one is good and no other', async () => {
    const [one] = services;
    for (const _ of range(rounds(20))) {
      const { id } = await newPerson(one.api);
      const texts = await Promise.all(range(5).map(() => passwordToken(one.api, token, id)));
      const statuses: number[] = [];
      for (const text of texts) statuses.push((await setPassword(one.api, text)).status);
      expect(tally(statuses)).toEqual({ 204: 1, 400: 4 });
    }
  });
});
