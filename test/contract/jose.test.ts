import { describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { TestDatabase } from '../support/database.js';
import { Gatehouse } from '../support/gatehouse.js';
import { issuer, loggedIn, setTheOAuthClientsScene } from '../support/oauth-clients-scene.js';
import { claimsOf, newLogin } from '../support/people.js';

setTheOAuthClientsScene();

describe('jose', () => {
  it('verifies our tokens with the remote key set', async () => {
    const keySet = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
    const rules = { issuer, typ: 'at+jwt', algorithms: ['ES256'] };
    const { access_token } = await loggedIn();
    for (const audience of [issuer, 'notes', 'orders']) {
      const { payload } = await jwtVerify(access_token, keySet, { ...rules, audience });
      expect(payload.iss).toBe(issuer);
    }
    await expect(jwtVerify(access_token, keySet, { ...rules, audience: 'billing' })).rejects.toMatchObject({
      code: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
    });
    const [header = '', , signature = ''] = access_token.split('.');
    const altered = { ...claimsOf(access_token), roles: ['admin'] };
    const payload = Buffer.from(JSON.stringify(altered)).toString('base64url');
    await expect(jwtVerify(`${header}.${payload}.${signature}`, keySet, rules)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
  });

  it('verifies RS256 where that is configured', async () => {
    const other = await TestDatabase.createMigrated();
    const rsa = await Gatehouse.start(other, { GATEHOUSE_SIGNING_ALG: 'RS256' });
    try {
      const keySet = createRemoteJWKSet(new URL(`${rsa.url}/.well-known/jwks.json`));
      const { tokens } = await newLogin(rsa.api);
      const { protectedHeader } = await jwtVerify(tokens.access_token, keySet, {
        typ: 'at+jwt',
        algorithms: ['RS256'],
      });
      expect(Object.keys(protectedHeader).sort()).toEqual(['alg', 'kid', 'typ']);
    } finally {
      await rsa.stop();
      await other.drop();
    }
  });
});
