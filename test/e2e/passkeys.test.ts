import { describe, expect, it } from '@jest/globals';
import type { Tokens } from '../support/api.js';
import { Browser, OWN_PAGE } from '../support/browser.js';
import { claimsOf, logIn, newLogin } from '../support/people.js';
import {
  addPasskey,
  askToLogIn,
  beginPasskey,
  logInByPasskey,
  newEnrolled,
  tokensByPasskey,
} from '../support/passkeys/enrolled.js';
import { FLAGS, SoftwarePasskey } from '../support/passkeys/software-passkey.js';
import { expectProblem } from '../support/problems.js';
import { range } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const SYNCED = FLAGS.present | FLAGS.verified | FLAGS.backupEligible | FLAGS.backedUp;

describe('a passkey', () => {
  const { database, service } = useGatehouse();

  it('is asked for as one that is found without a name and unlocked by its owner, without attestation', async () => {
    const { person, tokens } = await newLogin(service.api);
    const { options, expires_at } = await beginPasskey(service.api, tokens.access_token, person);
    expect(options).toEqual({
      rp: { id: 'auth.example.test', name: 'auth.example.test' },
      user: {
        id: Buffer.from(person.id.replaceAll('-', ''), 'hex').toString('base64url'),
        name: person.email,
        displayName: person.email,
      },
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      pubKeyCredParams: [-8, -7, -257].map(alg => ({ type: 'public-key', alg })),
      timeout: 300_000,
      excludeCredentials: [],
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
    });
    const life = Date.parse(expires_at) - Date.now();
    expect(life).toBeGreaterThan(200_000);
    expect(life).toBeLessThanOrEqual(310_000);
  });

  it('is added with recovery codes if it is the first factor, is recorded, and ends the other sessions', async () => {
    const { person, tokens } = await newLogin(service.api);
    const elsewhere = await logIn(service.api, person);
    const asking = await beginPasskey(service.api, tokens.access_token, person);
    const { passkey, credential } = SoftwarePasskey.make(asking.options, { flags: SYNCED });
    const answer = await addPasskey(service.api, tokens.access_token, asking, credential, 'Laptop');
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(answer.body).toMatchObject({ method: 'passkey', name: 'Laptop', last_used_at: null, backed_up: true });
    expect(answer.body['recovery_codes']).toHaveLength(10);
    expect((await service.api.refresh(elsewhere.refresh_token)).status).toBe(400);
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(200);
    const events = await database.query(
      `SELECT details FROM audit_events WHERE target_id = $1 AND kind = 'factor_added'`,
      [person.id],
    );
    expect(events).toEqual([{ details: { factor_id: answer.body['id'], method: 'passkey' } }]);

    const { access_token: token } = await tokensByPasskey(service.api, passkey, { flags: SYNCED });
    const again = await beginPasskey(service.api, token, person);
    expect(again.options['excludeCredentials']).toEqual([
      { id: passkey.id.toString('base64url'), type: 'public-key', transports: ['internal'] },
    ]);
    const second = SoftwarePasskey.make(again.options);
    const added = await addPasskey(service.api, token, again, second.credential);
    expect(added.body).toMatchObject({ name: 'Passkey', backed_up: false, recovery_codes: null });
  });

  it('leaves nothing behind of challenges that nobody answers', async () => {
    const rows = (): Promise<unknown[]> => database.query('SELECT id FROM used_passkey_challenges');
    const before = await rows();
    const ids = await Promise.all(range(200).map(async () => (await askToLogIn(service.api)).challenge_id));
    expect(new Set(ids).size).toBe(200);
    expect(await rows()).toEqual(before);
  });

  it('logs in alone, and counts as more than one factor', async () => {
    const { person, passkey, factorId } = await newEnrolled(service.api);
    const { options } = await askToLogIn(service.api);
    expect(options).toEqual({
      rpId: 'auth.example.test',
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      timeout: 300_000,
      allowCredentials: [],
      userVerification: 'required',
    });
    const answer = await logInByPasskey(service.api, passkey);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { access_token, session_id } = answer.body as unknown as Tokens;
    expect(claimsOf(access_token)).toMatchObject({ sub: person.id, sid: session_id, amr: ['hwk', 'user', 'mfa'] });
    expect(answer.body['device_token']).toMatch(/^gtd_/);
    expect((await service.api.me(access_token)).body['email']).toBe(person.email);
    const [row] = await database.query('SELECT last_used_at, counter FROM passkeys WHERE id = $1', [factorId]);
    expect(row).toEqual({ last_used_at: expect.any(Date), counter: '0' });
    const events = await database.query('SELECT kind, details FROM audit_events WHERE target_id = $1', [session_id]);
    expect(events).toEqual([{ kind: 'authn_login_success', details: { amr: ['hwk', 'user', 'mfa'] } }]);
  });

  it('is said to be software where it may leave its authenticator', async () => {
    const { passkey } = await newEnrolled(service.api, { flags: SYNCED });
    const { body } = await logInByPasskey(service.api, passkey);
    expect(claimsOf(String(body['access_token']))['amr']).toEqual(['swk', 'user', 'mfa']);
    const moved = await logInByPasskey(service.api, passkey, { flags: FLAGS.present | FLAGS.verified });
    expectProblem(moved, 403, 'wrong_factor');
  });

  it('may count its signatures, or say 0 for ever', async () => {
    const { passkey } = await newEnrolled(service.api, { counter: 7 });
    for (const counter of [8, 9, 1000, 4_294_967_295]) {
      expect([counter, (await logInByPasskey(service.api, passkey, { counter })).status]).toEqual([counter, 200]);
    }
    const { passkey: uncounted } = await newEnrolled(service.api);
    for (const _ of [1, 2, 3]) expect((await logInByPasskey(service.api, uncounted)).status).toBe(200);
    expect((await logInByPasskey(service.api, uncounted, { counter: 1 })).status).toBe(200);
  });

  it('opens a session by cookie for a page of the service’s own, and ends the session before', async () => {
    const { person, passkey } = await newEnrolled(service.api);
    const browser = new Browser(service.url);
    const asking = await askToLogIn(service.api, { origin: OWN_PAGE.origin });
    const body = { challenge_id: asking.challenge_id, credential: passkey.answer(asking.options), transport: 'cookie' };
    const answer = await browser.post<{ csrf_token: string; session_id: string }>('/v1/auth/login/passkey', body);
    expect([answer.status, Object.keys(answer.body).sort()]).toEqual([200, ['csrf_token', 'expires_in', 'session_id']]);
    browser.csrfToken = answer.body.csrf_token;
    expect((await browser.get('/v1/auth/me')).body['email']).toBe(person.email);

    const anew = await askToLogIn(service.api, { origin: OWN_PAGE.origin });
    const next = { challenge_id: anew.challenge_id, credential: passkey.answer(anew.options), transport: 'cookie' };
    expect((await browser.post('/v1/auth/login/passkey', next)).status).toBe(200);
    const [before] = await database.query('SELECT revoked FROM sessions WHERE id = $1', [answer.body.session_id]);
    expect(before).toEqual({ revoked: true });
  });

  it('takes no cookie to a page of another site', async () => {
    const { passkey } = await newEnrolled(service.api);
    const asking = await askToLogIn(service.api);
    const body = { challenge_id: asking.challenge_id, credential: passkey.answer(asking.options), transport: 'cookie' };
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expectProblem(await service.api.post('/v1/auth/login/passkey', body, { headers }), 403, 'cross_site_request');
  });

  it('is one of twenty at most', async () => {
    const { person, passkey } = await newEnrolled(service.api);
    const { access_token: token } = await tokensByPasskey(service.api, passkey);
    const begun = await beginPasskey(service.api, token, person);
    await database.query(
      `INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, transports, backup_eligible, backed_up,
                             aaguid, rp_id, name, created_at)
       SELECT gen_random_uuid(), $1, convert_to(n::text, 'UTF8'), '', 0, '{}', false, false, gen_random_uuid(), 'x', '', now()
       FROM generate_series(1, 19) AS n`,
      [person.id],
    );
    const { credential } = SoftwarePasskey.make(begun.options);
    expectProblem(await addPasskey(service.api, token, begun, credential), 409, 'too_many_passkeys');
    const options = { current_password: person.password };
    const refused = await service.api.post('/v1/auth/factors/passkeys/options', options, { token });
    expectProblem(refused, 409, 'too_many_passkeys');
  });
});
