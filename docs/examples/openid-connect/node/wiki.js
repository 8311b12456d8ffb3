// A web application that people log in to through Gatehouse: ISSUER=… BASE_URL=… CLIENT_ID=… node wiki.js
import express from 'express';
import openid from 'express-openid-connect';
import memorystore from 'memorystore';

const { ISSUER, BASE_URL, PORT, CLIENT_ID, CLIENT_SECRET, SESSION_SECRET } = process.env;
const MemoryStore = memorystore(openid.auth);
const app = express();

app.use(
  openid.auth({
    issuerBaseURL: ISSUER, // https://auth.example.org
    baseURL: BASE_URL, // https://wiki.example.org: redirect_uris has /callback below it
    clientID: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    secret: SESSION_SECRET, // of this application: 32 random characters
    idTokenSigningAlg: 'ES256',
    authorizationParams: { response_type: 'code', scope: 'openid email' },
    idpLogout: true,
    // backchannel_logout_uri is /backchannel-logout. Several processes need a store that they share.
    backchannelLogout: { store: new MemoryStore({ checkPeriod: 3_600_000 }) },
  }),
);

app.get('/', async (request, response) => {
  const { email } = await request.oidc.fetchUserInfo();
  response.type('html').send(`<!doctype html><title>Wiki</title>
<p>Hello ${email.replaceAll('<', '&lt;')}</p>
<p><a href="/refresh">Refresh</a> <a href="/logout">Log out</a></p>`);
});

// To call a service in somebody's name: refresh when `accessToken.isExpired()`.
app.get('/refresh', async (request, response) => {
  await request.oidc.accessToken.refresh();
  response.redirect('/');
});

const server = app.listen(PORT, '127.0.0.1', () => console.log(`listening on port ${server.address().port}`));
