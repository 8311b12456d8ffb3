import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { Browser } from '../support/browser.js';
import { newEmail } from '../support/accounts.js';
import { type Handler, HostileProvider, json } from '../support/hostile-provider.js';
import { logInBy, PROVIDERS, useUpstreamScene } from '../support/upstream-scene.js';
import { use } from '../support/use.js';

describe('a provider that means harm', () => {
  const scene = useUpstreamScene();
  const { database, service, upstream } = scene;
  const other = use(HostileProvider.start, one => one.stop());

  afterEach(() => upstream.mend());

  const somebody = (): { sub: string; email: string; email_verified: boolean } => {
    const email = newEmail();
    return { sub: email, email, email_verified: true };
  };
  /** What is said of a provider is remembered until it is changed. */
  const forget = async (): Promise<void> => {
    await service.api.patch(`${PROVIDERS}/${scene.provider.id}`, { button_text: randomUUID() }, { token: scene.admin });
  };
  const refused = async (code: string, browser = new Browser(service.url)): Promise<void> => {
    const come = await logInBy(browser, scene.provider, upstream, somebody());
    expect(come.body).toMatchObject({ code });
    expect([...browser.jar.keys()]).toEqual(['__Host-gatehouse_upstream']);
  };
  const seconds = (): number => Math.floor(Date.now() / 1000);

  it.each<[string, (claims: JWTPayload) => Promise<string> | string]>([
    ['another aud', claims => upstream.signed({ ...claims, aud: 'somebody-else' })],
    ['our aud and another', claims => upstream.signed({ ...claims, aud: ['gatehouse', 'other'], azp: 'gatehouse' })],
    ['another azp', claims => upstream.signed({ ...claims, azp: 'somebody-else' })],
    ['another nonce', claims => upstream.signed({ ...claims, nonce: 'another' })],
    ['no nonce', ({ nonce: _nonce, ...claims }) => upstream.signed(claims)],
    ['another iss', claims => upstream.signed({ ...claims, iss: other.issuer })],
    ['no sub', ({ sub: _sub, ...claims }) => upstream.signed(claims)],
    ['a sub that is none', claims => upstream.signed({ ...claims, sub: 'a\nb' })],
    ['a time that is over', claims => upstream.signed({ ...claims, iat: seconds() - 600, exp: seconds() - 60 })],
    ['no end', ({ exp: _exp, ...claims }) => upstream.signed(claims)],
    ['no signature', claims => new UnsecuredJWT(claims).encode()],
    [
      'a signature by our secret',
      claims =>
        new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('a secret of ours')),
    ],
    ['a key of its own', claims => other.signed(claims)],
    ['an unknown key', claims => upstream.signed(claims, { kid: 'two' })],
    ['a changed claim', async claims => swapped(await upstream.signed(claims), { ...claims, sub: 'root' })],
    ['nothing', () => ''],
    ['nonsense', () => 'a.b.c'],
  ])('is not believed with an ID token of %s', async (_, sign) => {
    upstream.sign = async claims => sign(claims);
    await refused('upstream_refused');
  });

  it.each(['none', 'HS256'])('may not say that it signs by %s', async alg => {
    upstream.metadata = { id_token_signing_alg_values_supported: [alg] };
    await forget();
    const answer = await new Browser(service.url).post(`/v1/auth/login/upstream/${scene.provider.id}`);
    expect([answer.status, answer.body]).toMatchObject([503, { code: 'upstream_unavailable' }]);
    upstream.mend();
    await forget();
  });

  it.each<[string, object | Handler]>([
    ['is another issuer', { issuer: 'https://id.example.org' }],
    ['sends people to a script', { authorization_endpoint: 'javascript:alert(1)' }],
    ['sends people to where it is not secure', { authorization_endpoint: 'http://id.example.org/authorize' }],
    ['answers with nonsense', (_, response) => void response.end('<!doctype html>')],
    ['answers 500', (_, response) => json(response, {}, 500)],
    ['redirects elsewhere', (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['answers without end', (_, response) => endlessly(response)],
    ['hangs up', (_, response) => void response.destroy()],
  ])('is not there if it %s', async (_, how) => {
    if (typeof how === 'function') upstream.instead.set('/.well-known/openid-configuration', how as Handler);
    else upstream.metadata = how;
    await forget();
    const answer = await new Browser(service.url).post(`/v1/auth/login/upstream/${scene.provider.id}`);
    expect([answer.status, answer.body]).toMatchObject([503, { code: 'upstream_unavailable' }]);
    expect(await database.query('SELECT 1 FROM upstream_logins WHERE NOT used')).toHaveLength(0);
    // Nobody asks it again until there is a point in it.
    upstream.asked.length = 0;
    const again = await new Browser(service.url).post(`/v1/auth/login/upstream/${scene.provider.id}`);
    expect([again.status, again.headers['retry-after'], upstream.asked]).toEqual([503, '10', []]);
    upstream.mend();
    await forget();
  });

  it.each<[string, Handler, string]>([
    ['with too much', (_, response) => endlessly(response), 'upstream_unavailable'],
    ['never', () => undefined, 'upstream_unavailable'],
    ['503', (_, response) => json(response, {}, 503), 'upstream_unavailable'],
    ['elsewhere', (_, response) => void response.writeHead(307, { location: '/x' }).end(), 'upstream_unavailable'],
    ['that the code is none', (_, response) => json(response, { error: 'invalid_grant' }, 400), 'upstream_refused'],
    [
      'without an ID token',
      (_, response) => json(response, { access_token: 'x', token_type: 'bearer' }),
      'upstream_refused',
    ],
  ])('may answer at the token endpoint %s', async (_, handler, code) => {
    upstream.instead.set('/token', handler);
    await refused(code);
  });

  it.each([
    'http://169.254.169.254/token',
    'https://10.0.0.1/token',
    'https://[::1]/token',
    'https://localhost.:1/token',
  ])('has nothing sent to %s', async token_endpoint => {
    upstream.metadata = { token_endpoint };
    await forget();
    await refused('upstream_unavailable');
    upstream.mend();
    await forget();
  });
});

/** Other claims under the same signature. */
function swapped(token: string, claims: object): string {
  const [header, , signature] = token.split('.');
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

/** More than anybody wants, until they hang up. */
function endlessly(response: Parameters<Handler>[1]): void {
  const part = Buffer.alloc(64 * 1024, 0x20);
  const more = (): void => {
    while (!response.destroyed && response.write(part));
  };
  response.on('drain', more);
  response.on('error', () => undefined);
  more();
}
