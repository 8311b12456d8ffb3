import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeResourceServer, ForeignScene } from '../support/foreign-scene.js';
import { builtOrLeftOut, installWithPip, Workshop } from '../support/foreign-toolchains.js';
import { claimsOf } from '../support/people.js';

const workshop = new Workshop('python');
const python = builtOrLeftOut('Authlib and PyJWT', workshop, installWithPip);
let scene: ForeignScene;

beforeAll(async () => {
  scene = await ForeignScene.set();
});

afterAll(async () => {
  await scene.end();
  workshop.discard();
});

if (python) {
  describeResourceServer('PyJWT', () => scene, python('orders.py', 'by_pyjwt'));
  describeResourceServer('Authlib', () => scene, python('orders.py', 'by_authlib'));

  describe('Authlib as a client', () => {
    // It takes no http for a secure transport, unless told so: the service under test speaks http.
    const insecure = { AUTHLIB_INSECURE_TRANSPORT: '1' };

    it.each(['secret', 'key'])('finds the metadata good, and gets a token by its %s', async method => {
      const { code, output } = await scene.run(python('client_by_authlib.py', method), insecure);
      expect([output, code]).toEqual([expect.stringMatching(/^\{.*\}\n$/), 0]);
      const granted = JSON.parse(output) as Record<string, unknown>;
      expect(granted).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'introspect' });
      expect(claimsOf(String(granted['access_token']))).toMatchObject({ sub: scene.client.client_id });
    });

    it('hears what is wrong with the assertions that it makes by itself', async () => {
      const { code, output } = await scene.run(python('client_by_authlib.py', 'long-lived'), insecure);
      expect(code).toBe(1);
      expect(output).toContain('invalid_client: The exp of the assertion may be at most 300 seconds ahead.');
    });
  });
}
