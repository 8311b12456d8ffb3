import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { Gatehouse, ISSUER } from '../support/gatehouse.js';
import { encode, es256, hs256 } from '../support/jws.js';
import {
  assertion,
  assertionClaims,
  byAssertion,
  clientToken,
  postForm,
  signedAssertion,
  type Form,
  type ServiceClient,
} from '../support/oauth.js';
import { claimsOf } from '../support/people.js';
import { range, tally } from '../support/rounds.js';
import {
  CREDENTIALS,
  admin,
  administer,
  database,
  expectOAuthError,
  isActive,
  registered,
  revoke,
  service,
  statusWith,
  worker,
  setTheOAuthScene,
} from '../support/oauth-scene.js';

setTheOAuthScene();

describe('client secrets', () => {
  const secretsOf = ({ client_id }: ServiceClient): string => `/v1/clients/${client_id}/secrets`;
  const addSecret = (client: ServiceClient, body: object = {}): Promise<Answer> =>
    administer('POST', secretsOf(client), body);

  it('rotate without a gap: both work in between, the deleted one is refused', async () => {
    const client = await registered();
    const { status, headers, body } = await addSecret(client);
    expect([status, headers.get('cache-control')]).toEqual([201, 'no-store']);
    const renewed = { ...client, client_secret: body['client_secret'] as string };
    expect([await statusWith(client), await statusWith(renewed)]).toEqual([200, 200]);
    const token = await clientToken(service.api, client);
    expect((await administer('DELETE', `${secretsOf(client)}/${client.secret_id}`)).status).toBe(204);
    expect([await statusWith(client), await statusWith(renewed)]).toEqual([401, 200]);
    expect(await isActive(token)).toBe(true);
  });

  it('are shown once, and are not in the database', async () => {
    const client = await registered();
    const { body } = await addSecret(client);
    const list = await administer('GET', secretsOf(client));
    expect((list.body['items'] as object[]).map(item => Object.keys(item).sort())).toEqual(
      range(2).map(() => ['created_at', 'expires_at', 'id']),
    );
    const shown = JSON.stringify([(await administer('GET', `/v1/clients/${client.client_id}`)).body, list.body]);
    const stored = JSON.stringify(
      await database.query('SELECT t::text FROM client_secrets t UNION ALL SELECT t::text FROM audit_events t'),
    );
    for (const secret of [client.client_secret, body['client_secret'] as string]) {
      expect([shown.includes(secret), stored.includes(secret)]).toEqual([false, false]);
    }
  });

  it('are at most five at a time, however many are asked for at once', async () => {
    const client = await registered();
    const answers = await Promise.all(range(20).map(() => addSecret(client)));
    expect(tally(answers.map(answer => answer.status))).toEqual({ 201: 4, 409: 16 });
    expect(answers.find(answer => answer.status === 409)?.body['code']).toBe('too_many_secrets');
    await administer('DELETE', `${secretsOf(client)}/${client.secret_id}`);
    expect((await addSecret(client)).status).toBe(201);
    expect((await addSecret(client)).status).toBe(409);
  });

  it('are refused from their expiry on, and then do not count', async () => {
    const client = await registered();
    const expires_at = new Date(Date.now() + 1500).toISOString();
    const secrets = await Promise.all(range(4).map(async () => (await addSecret(client, { expires_at })).body));
    const passing = { ...client, client_secret: secrets[0]?.['client_secret'] as string };
    expect(await statusWith(passing)).toBe(200);
    await delay(1700);
    expect([await statusWith(passing), await statusWith(client)]).toEqual([401, 200]);
    expect((await addSecret(client)).status).toBe(201);
  });

  it("another client's secret is 404 and stays", async () => {
    const [one, other] = [await registered(), await registered()];
    const answer = await administer('DELETE', `${secretsOf(one)}/${other.secret_id}`);
    expect([answer.status, answer.body['code']]).toEqual([404, 'secret_not_found']);
    expect(await statusWith(other)).toBe(200);
  });

  it.each(['tomorrow', '2030-02-30T00:00:00Z', '2030-W10-3', '2030-366', 7, '', '2030-01-01T25:00:00Z'])(
    'that are to expire at %p are 400',
    async expires_at => {
      const answer = await addSecret(worker, { expires_at });
      expect([answer.status, answer.body['code']]).toEqual([400, 'validation_failed']);
    },
  );
});

describe('assertions', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const now = (): number => Math.floor(Date.now() / 1000);
  let client: ServiceClient;
  let rsaClient: ServiceClient;
  let replica: Gatehouse;

  beforeAll(async () => {
    client = await registered({ scopes: ['introspect'], public_jwk: ec.publicKey.export({ format: 'jwk' }) });
    rsaClient = await registered({ public_jwk: rsa.publicKey.export({ format: 'jwk' }) });
    replica = await Gatehouse.start(database, { GATEHOUSE_AUDIENCE: 'notes, orders' });
  });

  afterAll(async () => {
    await replica.stop();
  });

  const present = (text: string, at = service, form: Form = {}): Promise<Answer> =>
    postForm(at.api, '/oauth/token', { ...CREDENTIALS, ...byAssertion(text), ...form });
  const own = (claims: Record<string, unknown> = {}): string => assertion(client.client_id, ec.privateKey, claims);
  const withHeader = (header: Record<string, unknown>): string =>
    signedAssertion(client.client_id, es256(ec.privateKey), {}, header);

  it.each([
    ['the issuer', ISSUER],
    ['the token endpoint', `${ISSUER}/oauth/token`],
    ['several, ours among them', ['https://elsewhere.test', ISSUER]],
  ])('are good with %s as audience', async (_what, aud) => {
    expect((await present(own({ aud }))).status).toBe(200);
  });

  it('are good with the right client_id beside them', async () => {
    expect((await present(own(), service, { client_id: client.client_id })).status).toBe(200);
  });

  const RSA_SIGNERS = [
    ['RS256', { key: rsa.privateKey }],
    ['PS256', { key: rsa.privateKey, padding: 6, saltLength: 32 }],
  ] as const;

  it.each(RSA_SIGNERS)('of an RSA key may be %s', async (alg, key) => {
    const signer = (input: string): Buffer => sign('sha256', Buffer.from(input), key);
    expect((await present(signedAssertion(rsaClient.client_id, signer, {}, { alg }))).status).toBe(200);
  });

  it.each(['RS256', 'PS256'])('of a key that is for %s have to be signed by it', async named => {
    const public_jwk = { ...rsa.publicKey.export({ format: 'jwk' }), alg: named };
    const { client_id } = await registered({ public_jwk });
    for (const [alg, key] of RSA_SIGNERS) {
      const signer = (input: string): Buffer => sign('sha256', Buffer.from(input), key);
      const { status } = await present(signedAssertion(client_id, signer, {}, { alg }));
      expect([alg, status]).toEqual([alg, alg === named ? 200 : 401]);
    }
  });

  it.each(['JWT', 'jwt', 'client-authentication+jwt', 'application/jwt'])('may say that they are a %s', async typ => {
    expect((await present(withHeader({ alg: 'ES256', typ }))).status).toBe(200);
  });

  it('may name whatever key they like: it is the one of the client that counts', async () => {
    const others = { kid: 'another', jwk: stranger.publicKey.export({ format: 'jwk' }), jku: 'https://evil.test' };
    expect((await present(withHeader({ alg: 'ES256', ...others }))).status).toBe(200);
    const foreign = signedAssertion(client.client_id, es256(stranger.privateKey), {}, { alg: 'ES256', ...others });
    expectOAuthError(await present(foreign), 401, 'invalid_client');
  });

  it('introspect and revoke as well', async () => {
    const token = await clientToken(service.api, client);
    const form = { token, ...byAssertion(own({ aud: `${ISSUER}/oauth/introspect` })) };
    expect((await postForm(service.api, '/oauth/introspect', form)).body).toMatchObject({ active: true });
    expect((await revoke({ token, ...byAssertion(own({ aud: `${ISSUER}/oauth/revoke` })) })).status).toBe(200);
    expect(await isActive(token)).toBe(false);
  });

  it('are good once, whatever the endpoint and the replica', async () => {
    const used = own();
    expect((await present(used)).status).toBe(200);
    expectOAuthError(await present(used), 401, 'invalid_client');
    expectOAuthError(await present(used, replica), 401, 'invalid_client');
    const answer = await postForm(replica.api, '/oauth/introspect', { token: 'x', ...byAssertion(used) });
    expectOAuthError(answer, 401, 'invalid_client');
    const { jti } = claimsOf(used);
    expectOAuthError(await present(own({ jti }), replica), 401, 'invalid_client');
  });

  it('are good for one of many that present them at once on two replicas', async () => {
    const used = own();
    const answers = await Promise.all(range(20).map(i => present(used, i % 2 === 0 ? service : replica)));
    expect(tally(answers.map(answer => answer.status))).toEqual({ 200: 1, 401: 19 });
  });

  it('of two clients may have the same jti', async () => {
    const jti = randomUUID();
    const other = await registered({ public_jwk: ec.publicKey.export({ format: 'jwk' }) });
    expect((await present(own({ jti }))).status).toBe(200);
    expect((await present(assertion(other.client_id, ec.privateKey, { jti }))).status).toBe(200);
  });

  const pem = ec.publicKey.export({ type: 'spki', format: 'pem' });
  const jwk = JSON.stringify(ec.publicKey.export({ format: 'jwk' }));

  it.each<[string, () => string]>([
    ['the audience of another service', () => own({ aud: 'https://elsewhere.test' })],
    ['an audience that begins alike', () => own({ aud: `${ISSUER}/` })],
    ['one of our audiences as audience', () => own({ aud: 'notes' })],
    ['no audience', () => own({ aud: undefined })],
    ['an empty audience', () => own({ aud: [] })],
    ['an iss that is not the sub', () => own({ sub: rsaClient.client_id })],
    ['a sub that is not the iss', () => own({ iss: rsaClient.client_id })],
    ['no iss', () => own({ iss: undefined })],
    ['no sub', () => own({ sub: undefined })],
    ['an iss that is a list', () => own({ iss: [client.client_id] })],
    ['an iss that is a number', () => own({ iss: 7 })],
    ['an iss that is an object', () => own({ iss: { $ne: null } })],
    ['a sub that is a list', () => own({ sub: [client.client_id] })],
    ['the id of an unknown client', () => assertion(randomUUID(), ec.privateKey)],
    ['the id of a client without a key', () => assertion(worker.client_id, ec.privateKey)],
    ['the id of the public client', () => assertion('gatehouse', ec.privateKey)],
    ['an exp in the past', () => own({ exp: now() - 31 })],
    ['an exp too far away', () => own({ exp: now() + 340 })],
    ['more than 8 KiB', () => own({ text: 'x'.repeat(7000) })],
    ['an exp in another century', () => own({ exp: 1e15 })],
    ['no exp', () => own({ exp: undefined })],
    ['an exp that is a text', () => own({ exp: String(now() + 60) })],
    ['an nbf in the future', () => own({ nbf: now() + 60 })],
    ['an nbf that is a text', () => own({ nbf: 'now' })],
    ['no jti', () => own({ jti: undefined })],
    ['an empty jti', () => own({ jti: '' })],
    ['a jti of 257 characters', () => own({ jti: 'j'.repeat(257) })],
    ['a jti with a NUL', () => own({ jti: 'a\0b' })],
    ['a jti that is a number', () => own({ jti: 7 })],
    ['a jti that is a list', () => own({ jti: [randomUUID()] })],
    ['a jti that is an object', () => own({ jti: {} })],
    ['a jti that is null', () => own({ jti: null })],
    ['the signature of another key', () => assertion(client.client_id, stranger.privateKey)],
    ['an altered payload', () => altered(own())],
    ['no signature', () => own().replace(/[^.]+$/, '')],
    ['a signature in DER', () => signedAssertion(client.client_id, i => sign('sha256', Buffer.from(i), ec.privateKey))],
    ['a signature of zeros', () => signedAssertion(client.client_id, () => Buffer.alloc(64))],
    ['alg none', () => signedAssertion(client.client_id, () => Buffer.alloc(0), {}, { alg: 'none' })],
    ['alg none with a signature', () => withHeader({ alg: 'none' })],
    ['HS256 with the public key as PEM', () => signedAssertion(client.client_id, hs256(pem), {}, { alg: 'HS256' })],
    ['HS256 with the public key as JWK', () => signedAssertion(client.client_id, hs256(jwk), {}, { alg: 'HS256' })],
    [
      'HS256 with the client secret',
      () => signedAssertion(client.client_id, hs256(client.client_secret), {}, { alg: 'HS256' }),
    ],
    ['RS256 of an EC key', () => withHeader({ alg: 'RS256' })],
    ['ES384 of a P-256 key', () => withHeader({ alg: 'ES384' })],
    ['no alg', () => withHeader({})],
    [
      'an embedded key',
      () => withHeader({ alg: 'ES256', jwk: stranger.publicKey.export({ format: 'jwk' }) }).slice(0, -2),
    ],
    ['an unknown crit', () => withHeader({ alg: 'ES256', crit: ['x'], x: 1 })],
    ['a crit that says nothing', () => withHeader({ alg: 'ES256', crit: [] })],
    ['b64 true', () => withHeader({ alg: 'ES256', b64: true })],
    ['the typ of an access token', () => withHeader({ alg: 'ES256', typ: 'at+jwt' })],
    ['a typ that is no text', () => withHeader({ alg: 'ES256', typ: ['JWT'] })],
    ['an iat that is a text', () => own({ iat: 'now' })],
    ['an aud that is an object', () => own({ aud: { [ISSUER]: true } })],
    ['a space at the end', () => `${own()} `],
    ['padding at the end', () => `${own()}==`],
    ['a payload that is a list', () => `${encode({ alg: 'ES256' })}.${encode([1])}.${encode('x'.repeat(64))}`],
    ['b64 false', () => withHeader({ alg: 'ES256', b64: false, crit: ['b64'] })],
    ['garbage', () => 'garbage'],
    ['three dots', () => 'a.b.c'],
    ['a payload that is null', () => `${encode({ alg: 'ES256' })}.${encode('null')}.x`],
    ['an access token', () => admin],
    ['JSON serialisation', () => JSON.stringify({ payload: 'x', signature: 'y' })],
  ])('with %s are refused', async (_what, make) => {
    expectOAuthError(await present(make()), 401, 'invalid_client');
  });

  const FAULTS: [string, () => string, string][] = [
    [
      'an exp an hour ahead',
      () => own({ exp: now() + 3600 }),
      'The exp of the assertion may be at most 300 seconds ahead.',
    ],
    ['an exp in the past', () => own({ exp: now() - 31 }), 'The assertion has expired.'],
    ['no exp', () => own({ exp: undefined }), 'The assertion has no exp.'],
    ['an exp that is a text', () => own({ exp: 'soon' }), 'The exp of the assertion is not of the right form.'],
    [
      'an nbf in the future',
      () => own({ nbf: now() + 60 }),
      'The assertion is not good yet: its nbf is in the future.',
    ],
    [
      'the audience of another service',
      () => own({ aud: 'https://elsewhere.test' }),
      'The aud of the assertion has to be the issuer or the URL of the endpoint.',
    ],
    ['no audience', () => own({ aud: undefined }), 'The assertion has no aud.'],
    ['an iss of its own', () => own({ iss: 'my service' }), 'The iss of the assertion has to be the client_id.'],
    [
      'the iss of another',
      () => own({ iss: rsaClient.client_id }),
      'The iss of the assertion has to be the client_id.',
    ],
    ['no iss', () => own({ iss: undefined }), 'The assertion has no iss.'],
    ['a sub of its own', () => own({ sub: 'my service' }), 'The sub of the assertion has to be the client_id.'],
    ['no sub', () => own({ sub: undefined }), 'The assertion has no sub.'],
    ['no jti', () => own({ jti: undefined }), 'The assertion has no jti.'],
    [
      'a jti that is a number',
      () => own({ jti: 7 }),
      'The jti of the assertion has to be a text of 1 to 256 characters.',
    ],
  ];
  const GENERAL = 'The client could not be authenticated.';
  const told = async (text: string, form: Form = {}): Promise<unknown> => {
    const answer = await present(text, service, form);
    expectOAuthError(answer, 401, 'invalid_client');
    return answer.body['error_description'];
  };

  it.each(FAULTS)('with %s tell their author why they are refused', async (_what, make, why) => {
    expect(await told(make())).toBe(why);
  });

  it('that were used before tell their author so', async () => {
    const used = own();
    expect((await present(used)).status).toBe(200);
    expect(await told(used)).toBe('The jti of the assertion was used before: make a new one for each request.');
  });

  it('with any of these faults tell a stranger nothing', async () => {
    for (const [what, make] of FAULTS) {
      const [header = '', payload = ''] = make().split('.');
      const signature = es256(stranger.privateKey)(`${header}.${payload}`).toString('base64url');
      expect([what, await told(`${header}.${payload}.${signature}`)]).toEqual([what, GENERAL]);
    }
    const known = assertion(client.client_id, stranger.privateKey);
    const unknown = assertion(randomUUID(), stranger.privateKey);
    const keyless = assertion(worker.client_id, stranger.privateKey);
    for (const text of [known, unknown, keyless]) expect(await told(text)).toBe(GENERAL);
  });

  it('with the iss or the sub of another tell so beside the right client_id', async () => {
    const beside = { client_id: client.client_id };
    const other = { client_id: rsaClient.client_id };
    expect(await told(own({ sub: rsaClient.client_id }), beside)).toBe(
      'The sub of the assertion has to be the client_id.',
    );
    expect(await told(own({ sub: rsaClient.client_id }), other)).toBe(GENERAL);
  });

  it('are refused beside the client_id of another client', async () => {
    expectOAuthError(await present(own(), service, { client_id: worker.client_id }), 401, 'invalid_client');
    expectOAuthError(await present(own(), service, { client_id: 'gatehouse' }), 401, 'invalid_client');
  });

  it('of a key that was replaced are refused', async () => {
    const replaced = await registered({ public_jwk: ec.publicKey.export({ format: 'jwk' }) });
    const public_jwk = stranger.publicKey.export({ format: 'jwk' });
    expect((await administer('PATCH', `/v1/clients/${replaced.client_id}`, { public_jwk })).status).toBe(200);
    expectOAuthError(await present(assertion(replaced.client_id, ec.privateKey)), 401, 'invalid_client');
    expect((await present(assertion(replaced.client_id, stranger.privateKey))).status).toBe(200);
  });

  it('may be forgotten only when they are refused for their age', async () => {
    const used = own({ exp: now() + 325 });
    expect((await present(used)).status).toBe(200);
    const { jti, exp } = claimsOf(used);
    const [row] = await database.query<{ expires_at: Date }>(
      'SELECT expires_at FROM client_assertions WHERE jti = $1',
      [jti],
    );
    expect((row?.expires_at.getTime() ?? 0) / 1000).toBeGreaterThanOrEqual((exp as number) + 30);
  });

  function altered(text: string): string {
    const [header = '', , signature = ''] = text.split('.');
    return `${header}.${encode(assertionClaims(client.client_id))}.${signature}`;
  }
});
