// A service that gets a token by its secret or its key, and asks whether another is good.
import { webcrypto } from 'node:crypto';
import * as client from 'openid-client';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, CLIENT_KEY, TOKEN } = process.env;
const [, , method] = process.argv;

async function authentication() {
  if (method === 'secret') return client.ClientSecretBasic(CLIENT_SECRET);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return client.PrivateKeyJwt(
    await webcrypto.subtle.importKey('jwk', JSON.parse(CLIENT_KEY), algorithm, false, ['sign']),
  );
}

const gatehouse = await client.discovery(new URL(ISSUER), CLIENT_ID, undefined, await authentication(), {
  algorithm: 'oauth2', // unless told otherwise it asks for the metadata of OpenID Connect, which say the same
  // For an issuer without TLS, as on one's own machine; leave it out elsewhere.
  execute: ISSUER.startsWith('http://') ? [client.allowInsecureRequests] : [],
});

const granted = await client.clientCredentialsGrant(gatehouse);
// It knows of a token that was revoked; needs the scope `introspect`.
const { active } = await client.tokenIntrospection(gatehouse, TOKEN);
console.log(JSON.stringify({ ...granted, active }));
