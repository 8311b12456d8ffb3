import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { adminToken } from '../support/people.js';
import {
  askToLogIn,
  beginPasskey,
  logInByPasskey,
  newEnrolled,
  sendLogin,
  tokensByPasskey,
} from '../support/passkeys/enrolled.js';
import { FLAGS, type Quirks, type SoftwarePasskey } from '../support/passkeys/software-passkey.js';
import { expectProblem } from '../support/problems.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const another = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** What an attacker can have a browser or an authenticator say, each wrong in one way. */
const WRONG: Readonly<Record<string, Quirks>> = {
  'a page of another origin': { origin: 'https://auth.example.test.evil.example' },
  'a host of the same domain that nobody has listed': { origin: 'https://evil.example.test' },
  'the same host without TLS': { origin: 'http://auth.example.test' },
  'another port': { origin: 'https://auth.example.test:8443' },
  'another relying party': { rpId: 'evil.example' },
  'the domain above': { rpId: 'example.test' },
  'another challenge': { clientData: { challenge: Buffer.alloc(32).toString('base64url') } },
  'no challenge': { clientData: { challenge: '' } },
  'a new credential instead of an answer': { clientData: { type: 'webauthn.create' } },
  'a page inside of another site’s': { clientData: { crossOrigin: true } },
  'the same, which names the site': { clientData: { crossOrigin: true, topOrigin: 'https://evil.example' } },
  'a site around that is not said to be another': { clientData: { topOrigin: 'https://evil.example' } },
  'something odd for whether it is another site': { clientData: { crossOrigin: 'false' } },
  'nobody there': { flags: 0 },
  'somebody there who has unlocked nothing': { flags: FLAGS.present },
  'something unlocked without anybody there': { flags: FLAGS.verified },
  'a backup of what cannot be backed up': { flags: FLAGS.present | FLAGS.verified | FLAGS.backedUp },
  'a key that can be backed up all at once': { flags: FLAGS.present | FLAGS.verified | FLAGS.backupEligible },
  'another key': { key: another },
  'no owner': { userHandle: null },
  'another owner': { userHandle: Buffer.alloc(16, 1).toString('base64url') },
  'an unknown passkey': { id: Buffer.alloc(16, 1).toString('base64url') },
  'an id that is none': { id: '' },
  'data of the authenticator that is cut off': { mangle: bytes => bytes.subarray(0, 36) },
  'data that goes on': { mangle: bytes => Buffer.concat([bytes, Buffer.of(0)]) },
  'extensions that are not there': {
    mangle: bytes => Buffer.concat([bytes.subarray(0, 32), Buffer.of(0x85), bytes.subarray(33)]),
  },
};

describe('a login by passkey is refused', () => {
  const { database, service } = useGatehouse();

  const sessionsOf = (userId: string): Promise<unknown[]> =>
    database.query('SELECT id FROM sessions WHERE user_id = $1', [userId]);

  it.each(Object.entries(WRONG))('with %s', async (_what, quirks) => {
    const { person, passkey } = await newEnrolled(service.api);
    const before = await sessionsOf(person.id);
    expectProblem(await logInByPasskey(service.api, passkey, quirks), 403, 'wrong_factor');
    expect(await sessionsOf(person.id)).toEqual(before);
    expect((await logInByPasskey(service.api, passkey)).status).toBe(200);
  });

  it('a second time with the same answer, and with another answer to the same challenge', async () => {
    const { passkey } = await newEnrolled(service.api);
    const asking = await askToLogIn(service.api);
    const credential = passkey.answer(asking.options);
    expect((await sendLogin(service.api, asking, credential)).status).toBe(200);
    expectProblem(await sendLogin(service.api, asking, credential), 403, 'wrong_factor');
    expectProblem(await sendLogin(service.api, asking, passkey.answer(asking.options)), 403, 'wrong_factor');
  });

  it('with a challenge that is none, is changed, or was given out for something else', async () => {
    const { person, passkey } = await newEnrolled(service.api);
    const tokens = await tokensByPasskey(service.api, passkey);
    const asking = await askToLogIn(service.api);
    const flipped = asking.challenge_id.replace(/.$/, last => (last === 'A' ? 'B' : 'A'));
    const enrolment = await beginPasskey(service.api, tokens.access_token, person);
    for (const challenge_id of ['x', flipped, 'A'.repeat(asking.challenge_id.length), enrolment.challenge_id]) {
      const credential = passkey.answer(challenge_id === enrolment.challenge_id ? enrolment.options : asking.options);
      expectProblem(await sendLogin(service.api, { challenge_id }, credential), 403, 'wrong_factor');
    }
    const other = await askToLogIn(service.api);
    expectProblem(await sendLogin(service.api, other, passkey.answer(asking.options)), 403, 'wrong_factor');
  });

  it('where the counter has gone back or stands still, and that is recorded', async () => {
    const { person, passkey, factorId } = await newEnrolled(service.api, { counter: 5 });
    expect((await logInByPasskey(service.api, passkey, { counter: 6 })).status).toBe(200);
    for (const counter of [6, 5, 1, 0]) {
      expectProblem(await logInByPasskey(service.api, passkey, { counter }), 403, 'wrong_factor');
    }
    // Nobody but the key itself can say that.
    expectProblem(await logInByPasskey(service.api, passkey, { counter: 2, key: another }), 403, 'wrong_factor');
    const events = await database.query<{ details: unknown }>(
      `SELECT details FROM audit_events WHERE kind = 'factor_counter_went_back' AND target_id = $1 ORDER BY id`,
      [factorId],
    );
    const details = [6, 5, 1, 0].map(counter => ({ user_id: person.id, counter, seen_before: 6 }));
    expect(events).toEqual(details.map(each => ({ details: each })));
    expect((await logInByPasskey(service.api, passkey, { counter: 7 })).status).toBe(200);
  });

  it('for an account that is disabled, a passkey that is removed and one of a deleted account, all alike', async () => {
    const admin = await adminToken(service.api);
    const [disabled, removed, deleted] = [
      await newEnrolled(service.api),
      await newEnrolled(service.api),
      await newEnrolled(service.api),
    ];
    await service.api.patch(`/v1/users/${disabled.person.id}`, { status: 'disabled' }, { token: admin });
    await database.query('DELETE FROM passkeys WHERE id = $1', [removed.factorId]);
    await service.api.delete(`/v1/users/${deleted.person.id}`, { token: admin });
    const bodies: unknown[] = [];
    for (const { passkey } of [disabled, removed, deleted]) {
      const answer = await logInByPasskey(service.api, passkey);
      expectProblem(answer, 403, 'wrong_factor');
      const { instance: _, ...body } = answer.body;
      bodies.push(body);
    }
    expect(new Set(bodies.map(body => JSON.stringify(body))).size).toBe(1);
    expect(await database.query('SELECT id FROM passkeys WHERE user_id = $1', [deleted.person.id])).toEqual([]);
  });

  it('with what is no credential at all', async () => {
    const { passkey } = await newEnrolled(service.api);
    const asking = await askToLogIn(service.api);
    const honest = passkey.answer(asking.options);
    const response = honest['response'] as Record<string, unknown>;
    const without = (name: string): object => ({ ...honest, response: { ...response, [name]: undefined } });
    const wrong: object[] = [
      {},
      { ...honest, type: 'password' },
      { ...honest, rawId: 'AAAA' },
      { ...honest, response: null },
      { ...honest, response: [] },
      { ...honest, response: 'x' },
      without('clientDataJSON'),
      without('authenticatorData'),
      without('signature'),
      { ...honest, response: { ...response, signature: 7 } },
      { ...honest, response: { ...response, signature: '!' } },
      { ...honest, response: { ...response, clientDataJSON: Buffer.from('{').toString('base64url') } },
      { ...honest, response: { ...response, clientDataJSON: Buffer.from('null').toString('base64url') } },
    ];
    for (const credential of wrong) {
      expectProblem(await sendLogin(service.api, asking, credential as typeof honest), 403, 'wrong_factor');
    }
    for (const credential of [undefined, null, 'x', []]) {
      const answer = await service.api.post('/v1/auth/login/passkey', { ...asking, options: undefined, credential });
      expectProblem(answer, 400, 'validation_failed');
    }
    expect((await sendLogin(service.api, asking, honest)).status).toBe(200);
  });

  it('with a body that is too large or nested too deeply', async () => {
    const { passkey } = await newEnrolled(service.api);
    const asking = await askToLogIn(service.api);
    const honest = passkey.answer(asking.options);
    const large = { ...honest, response: { ...(honest['response'] as object), signature: 'A'.repeat(17_000) } };
    expectProblem(await sendLogin(service.api, asking, large), 413, 'body_too_large');
    const deep = JSON.parse(`${'{"a":'.repeat(12)}1${'}'.repeat(12)}`) as object;
    expectProblem(await sendLogin(service.api, asking, { ...honest, ...deep }), 400, 'invalid_request');
  });

  it('with the passkey of somebody else under one’s own name', async () => {
    const [ada, bob] = [await newEnrolled(service.api), await newEnrolled(service.api)];
    const answer = async (passkey: SoftwarePasskey, quirks: Quirks): Promise<void> =>
      expectProblem(await logInByPasskey(service.api, passkey, quirks), 403, 'wrong_factor');
    await answer(bob.passkey, { userHandle: handleOf(ada.person.id) });
    await answer(bob.passkey, { id: ada.passkey.id.toString('base64url') });
    await answer(bob.passkey, { id: ada.passkey.id.toString('base64url'), userHandle: handleOf(ada.person.id) });
  });
});

const handleOf = (userId: string): string => Buffer.from(userId.replaceAll('-', ''), 'hex').toString('base64url');
