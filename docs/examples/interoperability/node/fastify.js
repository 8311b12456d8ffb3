// A service with one route, which buyers may use, and services with the scope `orders:read`.
import fastifyJwt from '@fastify/jwt';
import fastify from 'fastify';
import buildGetJwks from 'get-jwks';
import { permits } from './permits.js';

const { ISSUER, AUDIENCE, PORT } = process.env;

const keys = buildGetJwks({ jwksPath: '/.well-known/jwks.json' });

const app = fastify();
await app.register(fastifyJwt, {
  decode: { complete: true },
  // Always of this issuer, whatever a token says of its own.
  secret: (_request, { header: { kid, alg } }) => keys.getPublicKey({ kid, alg, domain: ISSUER }),
  verify: {
    algorithms: ['ES256'],
    checkTyp: 'at+jwt',
    allowedIss: ISSUER,
    allowedAud: AUDIENCE,
    requiredClaims: ['iss', 'aud', 'sub', 'client_id', 'jti', 'iat', 'exp'],
  },
});

async function authenticate(request, reply) {
  try {
    await request.jwtVerify();
  } catch (error) {
    // What get-jwks throws has no status of its own.
    return reply
      .code(401)
      .header('www-authenticate', 'Bearer realm="orders"')
      .send({ error: error.code ?? 'unknown key' });
  }
}

async function buyersAndReaders(request, reply) {
  if (!permits(request.user, 'buyer', 'orders:read')) return reply.code(403).send({ error: 'forbidden' });
}

app.get('/orders', { onRequest: [authenticate, buyersAndReaders] }, request => ({ for: request.user.sub }));

console.log(`listening on ${await app.listen({ host: '127.0.0.1', port: Number(PORT) })}`);
