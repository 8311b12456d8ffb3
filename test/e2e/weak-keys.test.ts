/** Keys that were stored when less was asked of a key, or put into the database by somebody else. */
import { createPublicKey } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { CommandLine } from '../support/command-line.js';
import { Gatehouse } from '../support/gatehouse.js';
import { byAssertion, postForm, type ServiceClient } from '../support/oauth.js';
import {
  admin,
  administer,
  CREDENTIALS,
  database,
  expectOAuthError,
  registered,
  requestToken,
  service,
  setTheOAuthScene,
  statusWith,
} from '../support/oauth-scene.js';
import { assertionByExponentOne, goodModulus, rsaJwk } from '../support/weak-keys.js';

setTheOAuthScene();

const EXPONENT_ONE = rsaJwk(goodModulus(), 1n);

describe('a client whose stored key has the exponent 1', () => {
  let client: ServiceClient;

  beforeAll(async () => {
    client = await registered();
    const values = [client.client_id, EXPONENT_ONE];
    await database.query('UPDATE clients SET public_jwk = $2 WHERE id = $1', values);
  });

  const forged = (): Record<string, string> => byAssertion(assertionByExponentOne(client.client_id));

  it('is nobody who knows its id: what needs no key to sign proves nothing', async () => {
    expect(() => createPublicKey({ key: { ...EXPONENT_ONE }, format: 'jwk' })).not.toThrow();
    expectOAuthError(await requestToken({ ...CREDENTIALS, ...forged() }), 401, 'invalid_client');
    const introspection = await postForm(service.api, '/oauth/introspect', { token: admin, ...forged() });
    expectOAuthError(introspection, 401, 'invalid_client');
  });

  it('is told of in the log, once', async () => {
    const text = `The key of the client ${client.client_id} opens nothing`;
    await service.process.printed(new RegExp(text));
    await requestToken({ ...CREDENTIALS, ...forged() });
    expect(service.process.output().split(text)).toHaveLength(2);
  });

  it('is shown on the command line, alone among all clients', async () => {
    const ended = await new CommandLine(database).run('clients', 'check-keys');
    expect(ended).toMatchObject({
      code: 0,
      out: expect.stringMatching(`^${client.client_id} .+ odd exponent e .+\n$`),
    });
  });

  it('goes on by its secret, and is freed of the key by another one', async () => {
    expect(await statusWith(client)).toBe(200);
    const path = `/v1/clients/${client.client_id}`;
    expect((await administer('PATCH', path, { public_jwk: rsaJwk(goodModulus()) })).status).toBe(200);
    expect((await new CommandLine(database).run('clients', 'check-keys')).out).toBe('');
  });
});

describe('a signing key whose stored public half has the exponent 1', () => {
  it('is neither published nor believed by an instance that reads it', async () => {
    const [key] = await database.query<{ kid: string }>(
      `UPDATE signing_keys SET public_jwk = public_jwk || $1, alg = 'RS256' WHERE state = 'next' RETURNING kid`,
      [{ ...EXPONENT_ONE, alg: 'RS256' }],
    );
    // Of the algorithm that is set, so that it is not made anew.
    const replica = await Gatehouse.start(database, { GATEHOUSE_SIGNING_ALG: 'RS256' });
    try {
      const { body } = await replica.api.get<{ keys: { kid: string }[] }>('/.well-known/jwks.json');
      expect(body.keys.map(({ kid }) => kid)).not.toContain(key?.kid);
      expect(body.keys).toHaveLength(1);
      expect(replica.process.output()).toContain(`The signing key ${String(key?.kid)} is left out`);
    } finally {
      await replica.stop();
    }
  });
});
