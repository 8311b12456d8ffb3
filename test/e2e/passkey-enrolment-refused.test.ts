import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { newLogin } from '../support/people.js';
import { addPasskey, askToLogIn, beginPasskey, logInByPasskey, newEnrolled } from '../support/passkeys/enrolled.js';
import { cbor, type CborValue } from '../support/passkeys/cbor.js';
import { FLAGS, type Quirks, SoftwarePasskey } from '../support/passkeys/software-passkey.js';
import { expectProblem } from '../support/problems.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const LIAR = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const NEST = Buffer.alloc(8000, 0x81);

const rsaOf = (bytes: number): Buffer =>
  cbor(
    new Map<number, CborValue>([
      [1, 3],
      [3, -257],
      [-1, Buffer.alloc(bytes, 0xff)],
      [-2, Buffer.of(1, 0, 1)],
    ]),
  );

/** A statement that names a certificate: nobody may look at it, and at what it names even less. */
const certified = (signed: Buffer): ReadonlyMap<string, CborValue> =>
  new Map<string, CborValue>([
    ['alg', -7],
    ['sig', sign('sha256', signed, LIAR)],
    ['x5c', [Buffer.alloc(600, 0x30)]],
  ]);

const WRONG: Readonly<Record<string, Quirks>> = {
  'a page of another origin': { origin: 'https://evil.example' },
  'another relying party': { rpId: 'evil.example' },
  'another challenge': { clientData: { challenge: Buffer.alloc(32).toString('base64url') } },
  'an answer instead of a new credential': { clientData: { type: 'webauthn.get' } },
  'a page inside of another site’s': { clientData: { crossOrigin: true } },
  'a site around': { clientData: { topOrigin: 'https://evil.example' } },
  'nobody there': { flags: FLAGS.verified },
  'somebody there who has unlocked nothing': { flags: FLAGS.present },
  'a backup of what cannot be backed up': { flags: FLAGS.present | FLAGS.verified | FLAGS.backedUp },
  'an algorithm that was not offered': { algorithm: -47 },
  'no algorithm': { algorithm: 0 },
  'a key that is longer than any': { publicKey: rsaOf(1100) },
  'something else for a key': { publicKey: cbor('key') },
  'an id that is longer than any': { id: Buffer.alloc(1024, 7).toString('base64url') },
  'an attestation that nobody has asked for': { format: 'fido-u2f', statement: certified },
  'an attestation of Android': { format: 'android-key', statement: certified },
  'an attestation of SafetyNet': { format: 'android-safetynet', statement: certified },
  'an attestation of Apple': { format: 'apple', statement: certified },
  'an attestation of a TPM': { format: 'tpm', statement: certified },
  'an attestation by certificates': { format: 'packed', statement: certified },
  'an attestation of its own that another key has signed': {
    format: 'packed',
    statement: signed =>
      new Map<string, CborValue>([
        ['alg', -7],
        ['sig', sign('sha256', signed, LIAR)],
      ]),
  },
  'an attestation of an unknown kind': { format: 'compound' },
  'no attestation with something in it': { statement: () => new Map<string, CborValue>([['alg', -7]]) },
  'CBOR that is cut off': { mangle: bytes => bytes.subarray(0, bytes.length - 40) },
  'CBOR that is empty': { mangle: () => Buffer.of(0xa0) },
  'CBOR without end': { mangle: () => NEST },
  'CBOR that promises four billion items': { mangle: () => Buffer.of(0x9a, 0xff, 0xff, 0xff, 0xff) },
  'CBOR that promises four billion bytes': { mangle: () => Buffer.of(0x5a, 0xff, 0xff, 0xff, 0xff) },
  'bytes of a text that is no CBOR': { mangle: () => Buffer.from('attestation') },
};

describe('a new passkey is refused', () => {
  const { database, service } = useGatehouse();

  const passkeysOf = (userId: string): Promise<unknown[]> =>
    database.query('SELECT id FROM passkeys WHERE user_id = $1', [userId]);

  it.each(Object.entries(WRONG))('with %s', async (_what, quirks) => {
    const { person, tokens } = await newLogin(service.api);
    const asking = await beginPasskey(service.api, tokens.access_token, person);
    const { credential } = SoftwarePasskey.make(asking.options, quirks);
    expectProblem(await addPasskey(service.api, tokens.access_token, asking, credential), 403, 'wrong_factor');
    expect(await passkeysOf(person.id)).toEqual([]);
    const [subject] = await database.query('SELECT has_second_factor FROM subjects WHERE id = $1', [person.id]);
    expect(subject).toEqual({ has_second_factor: false });
    const honest = SoftwarePasskey.make(asking.options);
    expect((await addPasskey(service.api, tokens.access_token, asking, honest.credential)).status).toBe(201);
  });

  it('with an attestation by its own key it is not, for browsers pass that on', async () => {
    const { person, tokens } = await newLogin(service.api);
    const asking = await beginPasskey(service.api, tokens.access_token, person);
    const statement = (signed: Buffer, own: KeyObject): ReadonlyMap<string, CborValue> =>
      new Map<string, CborValue>([
        ['alg', -7],
        ['sig', sign('sha256', signed, own)],
      ]);
    const quirks: Quirks = { format: 'packed', statement };
    const { passkey, credential } = SoftwarePasskey.make(asking.options, quirks);
    expect((await addPasskey(service.api, tokens.access_token, asking, credential)).status).toBe(201);
    expect((await logInByPasskey(service.api, passkey)).status).toBe(200);
  });

  it('where it is somebody’s already, and theirs goes on', async () => {
    const ada = await newEnrolled(service.api);
    const { person, tokens } = await newLogin(service.api);
    const asking = await beginPasskey(service.api, tokens.access_token, person);
    const { credential } = SoftwarePasskey.make(asking.options, { id: ada.passkey.id.toString('base64url') });
    expectProblem(await addPasskey(service.api, tokens.access_token, asking, credential), 403, 'wrong_factor');
    expect(await passkeysOf(person.id)).toEqual([]);
    expect((await logInByPasskey(service.api, ada.passkey)).status).toBe(200);
  });

  it('for a challenge of somebody else, of a login, or that was answered before', async () => {
    const [ada, bob] = [await newLogin(service.api), await newLogin(service.api)];
    const ofBob = await beginPasskey(service.api, bob.tokens.access_token, bob.person);
    const ofLogin = await askToLogIn(service.api);
    for (const asking of [ofBob, ofLogin]) {
      const { credential } = SoftwarePasskey.make({ ...ofBob.options, ...asking.options });
      expectProblem(await addPasskey(service.api, ada.tokens.access_token, asking, credential), 403, 'wrong_factor');
    }
    const asking = await beginPasskey(service.api, ada.tokens.access_token, ada.person);
    const first = SoftwarePasskey.make(asking.options);
    expect((await addPasskey(service.api, ada.tokens.access_token, asking, first.credential)).status).toBe(201);
    const { access_token } = (await service.api.refresh(ada.tokens.refresh_token)).body;
    const second = SoftwarePasskey.make(asking.options);
    expectProblem(await addPasskey(service.api, access_token, asking, second.credential), 403, 'wrong_factor');
  });

  it('by a session alone: it takes the password, and a recent login', async () => {
    const { person, tokens } = await newLogin(service.api);
    const path = '/v1/auth/factors/passkeys/options';
    const token = tokens.access_token;
    expectProblem(await service.api.post(path, { current_password: 'a wrong one' }, { token }), 403, 'wrong_password');
    expectProblem(await service.api.post(path, {}, { token }), 400, 'validation_failed');
    await database.query(`UPDATE sessions SET authenticated_at = now() - interval '1 hour' WHERE id = $1`, [
      tokens.session_id,
    ]);
    const { access_token: old } = (await service.api.refresh(tokens.refresh_token)).body;
    const refused = await service.api.post(path, { current_password: person.password }, { token: old });
    expectProblem(refused, 401, 'insufficient_user_authentication');
    const asking = await beginPasskey(service.api, token, person);
    const { credential } = SoftwarePasskey.make(asking.options);
    expectProblem(await addPasskey(service.api, old, asking, credential), 401, 'insufficient_user_authentication');
  });
});
