import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeResourceServer, ForeignScene } from '../support/foreign-scene.js';
import { builtOrLeftOut, installWithNpm, Workshop } from '../support/foreign-toolchains.js';
import { claimsOf } from '../support/people.js';

const workshop = new Workshop('node');
const node = builtOrLeftOut('Express, Fastify, oauth4webapi and openid-client', workshop, installWithNpm);
let scene: ForeignScene;

beforeAll(async () => {
  scene = await ForeignScene.set();
});

afterAll(async () => {
  await scene.end();
  workshop.discard();
});

if (node) {
  describeResourceServer('express-oauth2-jwt-bearer', () => scene, node('express.js'));
  describeResourceServer('@fastify/jwt with get-jwks', () => scene, node('fastify.js'));
  describeResourceServer('oauth4webapi', () => scene, node('oauth4webapi.js'));

  describe('openid-client', () => {
    it.each(['secret', 'key'])('gets a token by its %s, and asks whether another is good', async method => {
      const token = await scene.tokenOf(await scene.personWith());
      const good = await scene.run(node('openid-client.js', method), { TOKEN: token });
      expect([good.output, good.code]).toEqual([expect.stringMatching(/^\{.*\}\n$/), 0]);
      const granted = JSON.parse(good.output) as Record<string, unknown>;
      expect(granted).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: 'introspect', active: true });
      expect(claimsOf(String(granted['access_token']))).toMatchObject({ sub: scene.client.client_id });
      await scene.service.api.post('/v1/auth/logout', undefined, { token });
      const { output } = await scene.run(node('openid-client.js', method), { TOKEN: token });
      expect(JSON.parse(output)).toMatchObject({ active: false });
    });
  });
}
