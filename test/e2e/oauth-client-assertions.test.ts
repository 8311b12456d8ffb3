import { randomUUID, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  ec,
  rsa,
  stranger,
  now,
  client,
  rsaClient,
  replica,
  present,
  own,
  withHeader,
  setTheAssertionScene,
} from '../support/assertion-scene.js';
import { ISSUER } from '../support/gatehouse.js';
import { es256 } from '../support/jws.js';
import { database, expectOAuthError, isActive, registered, revoke, service } from '../support/oauth-scene.js';
import { assertion, byAssertion, clientToken, postForm, signedAssertion } from '../support/oauth.js';
import { claimsOf } from '../support/people.js';
import { range, tally } from '../support/rounds.js';

setTheAssertionScene();

describe('assertions', () => {
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
});
