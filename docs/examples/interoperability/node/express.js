// A service with one route, which buyers may use, and services with the scope `orders:read`.
import express from 'express';
import { auth, InsufficientScopeError } from 'express-oauth2-jwt-bearer';
import { permits } from './permits.js';

const { ISSUER, AUDIENCE, PORT } = process.env;

const authenticated = auth({
  issuer: ISSUER,
  jwksUri: `${ISSUER}/.well-known/jwks.json`,
  audience: AUDIENCE,
  tokenSigningAlg: 'ES256',
  strict: true, // the type at+jwt and the claims of RFC 9068
});

function buyersAndReaders(request, _response, next) {
  next(permits(request.auth.payload, 'buyer', 'orders:read') ? undefined : new InsufficientScopeError());
}

const app = express();
app.get('/orders', authenticated, buyersAndReaders, (request, response) => {
  response.json({ for: request.auth.payload.sub });
});

const server = app.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
