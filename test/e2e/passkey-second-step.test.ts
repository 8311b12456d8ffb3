import { describe, expect, it } from '@jest/globals';
import type { Answer, Tokens } from '../support/api.js';
import { claimsOf, type Person } from '../support/people.js';
import { type Asking, askToLogIn, newEnrolled, tokensByPasskey } from '../support/passkeys/enrolled.js';
import type { Credential, Quirks } from '../support/passkeys/software-passkey.js';
import { expectProblem } from '../support/problems.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const APP = 'https://app.example.test';

describe('a passkey as a second factor', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_CORS_ORIGINS: APP });

  /** The first step of a login. @returns its ticket */
  async function ticketOf({ email, password }: Person): Promise<string> {
    const { status, body } = await service.api.login(email, password);
    expect([status, body]).toEqual([403, expect.objectContaining({ code: 'second_factor_required' })]);
    expect((body as unknown as { methods: string[] }).methods).toContain('passkey');
    return String((body as unknown as Record<string, unknown>)['login_ticket']);
  }

  async function challengeOf(login_ticket: string, headers: Record<string, string> = {}): Promise<Asking> {
    const answer = await service.api.post<Asking>('/v1/auth/login/factor/challenge', { login_ticket }, { headers });
    expect(answer.status).toBe(200);
    return answer.body;
  }

  const show = (login_ticket: string, { challenge_id }: Asking, credential: Credential): Promise<Answer> =>
    service.api.post('/v1/auth/login/factor', { login_ticket, method: 'passkey', challenge_id, credential });

  it('is asked for by name after the password, and opens the session', async () => {
    const { person, passkey } = await newEnrolled(service.api);
    const ticket = await ticketOf(person);
    const asking = await challengeOf(ticket);
    expect(asking.options['allowCredentials']).toEqual([
      { id: passkey.id.toString('base64url'), type: 'public-key', transports: ['internal'] },
    ]);
    const answer = await show(ticket, asking, passkey.answer(asking.options, { userHandle: null }));
    expect(answer.status).toBe(200);
    const { amr } = claimsOf(String(answer.body['access_token']));
    expect(amr).toEqual(['pwd', 'hwk', 'user', 'mfa']);
  });

  const WRONG: Readonly<Record<string, Quirks>> = {
    'another origin': { origin: 'https://evil.example' },
    'another relying party': { rpId: 'evil.example' },
    'another challenge': { clientData: { challenge: 'AAAA' } },
    'nothing unlocked': { flags: 1 },
    'another owner': { userHandle: 'AAAA' },
  };

  it.each(Object.entries(WRONG))('is refused with %s', async (_what, quirks) => {
    const { person, passkey } = await newEnrolled(service.api);
    const ticket = await ticketOf(person);
    const asking = await challengeOf(ticket);
    expectProblem(await show(ticket, asking, passkey.answer(asking.options, quirks)), 403, 'wrong_factor');
    expect((await show(ticket, asking, passkey.answer(asking.options))).status).toBe(200);
  });

  it('is refused where it is another’s, for a challenge of another, of a login, or that was answered before', async () => {
    const [ada, bob] = [await newEnrolled(service.api), await newEnrolled(service.api)];
    const ticket = await ticketOf(ada.person);
    const own = await challengeOf(ticket);
    const ofBob = await challengeOf(await ticketOf(bob.person));
    const ofLogin = await askToLogIn(service.api);
    expectProblem(await show(ticket, own, bob.passkey.answer(own.options)), 403, 'wrong_factor');
    expectProblem(await show(ticket, ofBob, bob.passkey.answer(ofBob.options)), 403, 'wrong_factor');
    expectProblem(await show(ticket, ofLogin, ada.passkey.answer(ofLogin.options)), 403, 'wrong_factor');
    const credential = ada.passkey.answer(own.options);
    expect((await show(ticket, own, credential)).status).toBe(200);
    expectProblem(await show(await ticketOf(ada.person), own, credential), 403, 'wrong_factor');
  });

  it('does not log in alone by an answer that was meant for the second step', async () => {
    const { person, passkey } = await newEnrolled(service.api);
    const { challenge_id, options } = await challengeOf(await ticketOf(person));
    const answer = await service.api.post('/v1/auth/login/passkey', {
      challenge_id,
      credential: passkey.answer(options),
    });
    expectProblem(answer, 403, 'wrong_factor');
  });

  it('is not asked for on a host for which there is none', async () => {
    const { person } = await newEnrolled(service.api);
    const body = { login_ticket: await ticketOf(person) };
    const answer = await service.api.post('/v1/auth/login/factor/challenge', body, { headers: { origin: APP } });
    expectProblem(answer, 404, 'factor_not_found');
    const forged = { login_ticket: 'glt_AAAA' };
    expectProblem(await service.api.post('/v1/auth/login/factor/challenge', forged), 400, 'invalid_login_ticket');
  });

  it('raises a session that is there', async () => {
    const { passkey } = await newEnrolled(service.api);
    const { access_token: token, session_id } = await tokensByPasskey(service.api, passkey);
    await database.query(`UPDATE sessions SET authenticated_at = now() - interval '1 hour' WHERE id = $1`, [
      session_id,
    ]);
    const { body: asking } = await service.api.post<Asking>('/v1/auth/step-up/challenge', undefined, { token });
    const shown = { method: 'passkey', challenge_id: asking.challenge_id, credential: passkey.answer(asking.options) };
    const answer = await service.api.post<Tokens>('/v1/auth/step-up', shown, { token });
    expect([answer.status, answer.body.session_id]).toEqual([200, session_id]);
    const age = Date.now() / 1000 - Number(claimsOf(answer.body.access_token)['auth_time']);
    expect(age).toBeLessThan(60);
    expectProblem(await service.api.post('/v1/auth/step-up', shown, { token }), 403, 'wrong_factor');
  });
});
