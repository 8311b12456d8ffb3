// A service with one route, which buyers may use, and services with the scope `orders:read`.
import { createServer } from 'node:http';
import * as oauth from 'oauth4webapi';
import { permits } from './permits.js';

const { ISSUER, AUDIENCE, PORT } = process.env;

// For an issuer without TLS, as on one's own machine; leave it out elsewhere.
const insecure = { [oauth.allowInsecureRequests]: ISSUER.startsWith('http://') };

// Unless told otherwise it asks for the metadata of OpenID Connect, which say the same.
const discovery = await oauth.discoveryRequest(new URL(ISSUER), { algorithm: 'oauth2', ...insecure });
const issuer = await oauth.processDiscoveryResponse(new URL(ISSUER), discovery);

function authenticate(authorization) {
  const request = new Request('https://orders.example.test/', { headers: { authorization } });
  return oauth.validateJwtAccessToken(issuer, request, AUDIENCE, { signingAlgorithms: ['ES256'], ...insecure });
}

const server = createServer(async ({ headers: { authorization = '' } }, response) => {
  let caller;
  try {
    caller = await authenticate(authorization);
  } catch {
    return response.writeHead(401, { 'www-authenticate': 'Bearer realm="orders"' }).end();
  }
  if (!permits(caller, 'buyer', 'orders:read')) return response.writeHead(403).end();
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ for: caller.sub }));
});
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
