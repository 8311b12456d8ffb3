import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { basic, newClient, postForm, type ServiceClient } from '../support/oauth.js';
import { adminToken, logIn, newLogin, PASSWORD } from '../support/people.js';
import { range, tally } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const WRONG = 'not-the-password-at-all';
const NEW = 'nine-calm-foxes-paint-3';

describe('guessing', () => {
  const { database, service } = useGatehouse({
    GATEHOUSE_MAIL: 'off',
    GATEHOUSE_THROTTLE: 'on',
    GATEHOUSE_RATE_LIMIT: '60000',
    GATEHOUSE_TRUST_PROXY: 'loopback',
  });
  let admin: string;
  let client: ServiceClient;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    client = await newClient(service.api, admin, { scopes: ['introspect'] });
  });

  const change = (token: string, current_password: string): Promise<Answer> =>
    service.api.post('/v1/auth/password', { current_password, new_password: NEW }, { token });
  const endings = (target: string): Promise<unknown[]> =>
    database.query(
      `SELECT details->>'reason' AS reason FROM audit_events WHERE kind = 'session_revoked' AND target_id = $1`,
      [target],
    );

  it('the current password ends the session after ten wrong ones in a row, and no other session', async () => {
    const { person, tokens } = await newLogin(service.api);
    const other = await logIn(service.api, person);
    const statuses: number[] = [];
    for (const n of range(12)) {
      const { access_token: token } = tokens;
      // Both ask for the same password.
      const wrong = { email: `e${n}-${person.email}`, current_password: WRONG };
      const answer = await (n % 2 === 0 ? change(token, WRONG) : service.api.post('/v1/auth/email', wrong, { token }));
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([...range(10).map(() => 403), 401, 401]);
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
    expect(await endings(tokens.session_id)).toEqual([{ reason: 'password_guessed' }]);
    expect((await service.api.me(other.access_token)).status).toBe(200);
    expect((await change(other.access_token, PASSWORD)).status).toBe(204);
  });

  it('the current password, mistyped now and then, ends nothing', async () => {
    const { person, tokens } = await newLogin(service.api);
    let token = tokens.access_token;
    for (const _round of range(3)) {
      for (const _time of range(6)) expect((await change(token, WRONG)).status).toBe(403);
      const email = `now-${person.email}`;
      const right = await service.api.post('/v1/auth/email', { email, current_password: PASSWORD }, { token });
      expect(right.status).toBe(204);
    }
    token = (await service.api.refresh(tokens.refresh_token)).body.access_token;
    expect((await service.api.me(token)).status).toBe(200);
  });

  it('the current password many times at once is judged a few times only', async () => {
    const { tokens } = await newLogin(service.api);
    const answers = await Promise.all(range(100).map(() => change(tokens.access_token, WRONG)));
    const { 403: judged = 0, 401: ended = 0, 429: refused = 0, ...others } = tally(answers.map(({ status }) => status));
    // One more each second or two that all this takes.
    expect([judged >= 10 && judged <= 14, judged + ended + refused, others]).toEqual([true, 100, {}]);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
  });

  it('a token that sets a password makes the network wait, and nobody else', async () => {
    const set = (ip: string, token: string): Promise<Answer> =>
      service.api.post('/v1/auth/password/set', { token, password: NEW }, { headers: { 'x-forwarded-for': ip } });
    const statuses: number[] = [];
    for (const n of range(60))
      statuses.push((await set(`2001:db8:7:1::${n}`, `gpt_${'a'.repeat(60 + (n % 3))}`)).status);
    const { 400: judged = 0, 429: refused = 0 } = tally(statuses);
    // It may have waited for a second or two meanwhile.
    expect([judged >= 51 && judged < 55, judged + refused]).toEqual([true, 60]);
    const elsewhere = await set('2001:db8:7:2::1', 'made-up');
    expect([elsewhere.status, elsewhere.body['code']]).toEqual([400, 'invalid_password_token']);
  });

  it.each(['/oauth/token', '/oauth/introspect', '/oauth/revoke'])(
    'a client secret at %s is refused, while the right one is let in',
    async path => {
      const network = `198.51.100.${path.length}`;
      const ask = (secret: string, ip = network): Promise<Answer> =>
        postForm(
          service.api,
          path,
          { grant_type: 'client_credentials', token: 'x' },
          { ...basic({ ...client, client_secret: secret }), 'x-forwarded-for': ip },
        );
      const answers = await Promise.all(range(40).map(n => ask(`wrong-${n}`)));
      expect(tally(answers.map(({ status }) => status))).toEqual({ 401: 21, 429: 19 });
      const refused = answers.find(({ status }) => status === 429);
      expect(refused?.body['error']).toBe('temporarily_unavailable');
      expect(refused?.headers.get('retry-after')).toBe('1');
      expect((await ask(client.client_secret)).status).toBe(200);
      expect((await ask('wrong', '203.0.113.5')).status).toBe(401);
    },
  );

  it('a client that is not there looks the same', async () => {
    const ask = (client_id: string, client_secret: string): Promise<Answer> =>
      postForm(
        service.api,
        '/oauth/token',
        { grant_type: 'client_credentials' },
        { ...basic({ client_id, client_secret }), 'x-forwarded-for': '192.0.2.77' },
      );
    const shapes: unknown[] = [];
    for (const id of [client.client_id, '01999999-0000-7000-8000-000000000000', 'nobody']) {
      const answers = await Promise.all(range(22).map(n => ask(id, `wrong-${n}`)));
      shapes.push(answers.map(({ status, body }) => JSON.stringify([status, body])).sort());
    }
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
  });
});
