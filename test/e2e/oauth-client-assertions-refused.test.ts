import { randomUUID, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  ec,
  stranger,
  now,
  client,
  rsaClient,
  present,
  own,
  withHeader,
  setTheAssertionScene,
} from '../support/assertion-scene.js';
import { ISSUER } from '../support/gatehouse.js';
import { encode, es256, hs256 } from '../support/jws.js';
import { admin, administer, expectOAuthError, registered, service, worker } from '../support/oauth-scene.js';
import { assertion, assertionClaims, signedAssertion, type Form } from '../support/oauth.js';

setTheAssertionScene();

describe('assertions', () => {
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

  function altered(text: string): string {
    const [header = '', , signature = ''] = text.split('.');
    return `${header}.${encode(assertionClaims(client.client_id))}.${signature}`;
  }
});
