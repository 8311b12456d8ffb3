import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { newOfficer, type Officer } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const WIKI = 'https://wiki.example.org/callback';
const NOT_HELD = [403, 'permission_not_held'];

describe('applications that people log in with', () => {
  const { database, service } = useGatehouse();
  let admin: string;
  let keeper: Officer;
  let count = 0;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    keeper = await newOfficer(service.api, admin, ['clients:read', 'clients:write']);
  });

  const register = (body: object, token = admin): Promise<Answer> => {
    const fields = { kind: 'web', name: `app ${++count}`, scopes: [], redirect_uris: [WIKI], ...body };
    return service.api.post('/v1/clients', fields, { token });
  };

  const change = (client: Answer, body: object, token = admin): Promise<Answer> =>
    service.api.call('PATCH', `/v1/clients/${String(client.body['client_id'])}`, body, { token });

  const outcome = ({ status, body }: Answer): [number, unknown] => [status, body['code']];
  const fieldsIn = ({ body }: Answer): string[] => (body['errors'] as { field: string }[]).map(({ field }) => field);

  it('are registered with all that is to be known of them', async () => {
    const about = {
      redirect_uris: [WIKI, 'http://127.0.0.1:4180/oauth2/callback'],
      post_logout_redirect_uris: ['https://wiki.example.org/'],
      backchannel_logout_uri: 'https://wiki.example.org/logout',
      logo_uri: 'https://wiki.example.org/logo.png',
      first_party: true,
    };
    const made = await register(about);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ kind: 'web', ...about, client_secret: expect.stringMatching(/^gcs_/) });
    const changed = await change(made, { logo_uri: null, backchannel_logout_uri: null, redirect_uris: [WIKI] });
    expect(changed.body).toMatchObject({ logo_uri: null, backchannel_logout_uri: null, redirect_uris: [WIKI] });
    const { body } = await service.api.get<{ items: object[] }>('/v1/clients?kind=web&limit=1', { token: admin });
    expect(body.items).toEqual([changed.body]);
    const [event] = await database.query(
      `SELECT details FROM audit_events WHERE kind = 'client_updated' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toMatchObject({ details: { before: { kind: 'web', ...about }, after: { redirect_uris: [WIKI] } } });
  });

  it('and services, are taken as the API document shows them', async () => {
    const { paths } = JSON.parse(await readFile('openapi.json', 'utf8')) as {
      paths: Record<string, { post: { requestBody: { content: Record<string, { examples: object }> } } }>;
    };
    const { examples } = paths['/v1/clients']!.post.requestBody.content['application/json']!;
    const values = Object.values(examples as Record<string, { value: { kind?: string; name: string } }>);
    expect(values.map(({ value: { kind = 'service' } }) => kind)).toEqual(['service', 'web']);
    for (const { value } of values) {
      expect(await service.api.post('/v1/clients', value, { token: admin })).toMatchObject({
        status: 201,
        body: value,
      });
    }
  });

  it.each(['native', 'browser'])('of the kind %s have neither a secret nor a key', async kind => {
    const made = await register({ kind });
    expect(made.body).toMatchObject({ kind, client_secret: null, secret_id: null });
    const id = String(made.body['client_id']);
    expect(outcome(await register({ kind, with_secret: true }))).toEqual([409, 'client_is_public']);
    expect(outcome(await service.api.post(`/v1/clients/${id}/secrets`, {}, { token: admin }))).toEqual([
      409,
      'client_is_public',
    ]);
    const public_jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
    expect(fieldsIn(await register({ kind, public_jwk }))).toEqual(['public_jwk']);
    expect(fieldsIn(await change(made, { backchannel_logout_uri: WIKI }))).toEqual(['backchannel_logout_uri']);
  });

  it.each<[string, object, string]>([
    ['no address for the answer', { redirect_uris: [] }, 'redirect_uris'],
    ['a scheme that runs a script', { redirect_uris: [WIKI, 'javascript:alert(1)'] }, 'redirect_uris[1]'],
    ['an address with a fragment', { redirect_uris: [`${WIKI}#x`] }, 'redirect_uris[0]'],
    ['an address with a wildcard', { redirect_uris: ['https://*.example.org/'] }, 'redirect_uris[0]'],
    ['an address that is written in another way', { redirect_uris: ['https://WIKI.example.org/'] }, 'redirect_uris[0]'],
    ['an address without TLS', { redirect_uris: ['http://wiki.example.org/'] }, 'redirect_uris[0]'],
    ['the scheme of an app, on a server', { redirect_uris: ['org.example.app:/x'] }, 'redirect_uris[0]'],
    ['such an address after a logout', { post_logout_redirect_uris: ['data:,x'] }, 'post_logout_redirect_uris[0]'],
    ['a logo that is a script', { logo_uri: 'javascript:alert(1)' }, 'logo_uri'],
    ['a logo that is a page', { logo_uri: 'data:text/html,<script>alert(1)</script>' }, 'logo_uri'],
    ['a logo that may hold a script', { logo_uri: 'data:image/svg+xml;base64,PHN2Zy8+' }, 'logo_uri'],
    ['the address of a logo that is too long', { logo_uri: `https://wiki.example.org/${'x'.repeat(512)}` }, 'logo_uri'],
    ['news of a logout without TLS', { backchannel_logout_uri: 'http://10.0.0.1/' }, 'backchannel_logout_uri'],
    ['scopes of its own', { scopes: ['orders:read'] }, 'scopes'],
    ['what a service has no use for', { kind: 'service' }, 'redirect_uris'],
    ['devices, for a service', { kind: 'service', redirect_uris: [], device_grant: true }, 'device_grant'],
    ['trust, for a service', { kind: 'service', redirect_uris: [], first_party: true }, 'first_party'],
  ])('are not registered with %s', async (_what, body, field) => {
    const refused = await register(body);
    expect([refused.status, refused.body['code'], fieldsIn(refused)]).toEqual([400, 'validation_failed', [field]]);
  });

  it.each([
    'https://10.0.0.1/logout',
    'https://169.254.169.254/logout',
    'https://[::1]/logout',
    'https://localhost:8443/logout',
    'http://127.0.0.1:3001/logout',
  ])('are not registered to be told at %s, which would never be called', async uri => {
    const errors = [
      {
        field: 'backchannel_logout_uri',
        code: 'not_allowed',
        message: expect.stringMatching(
          /^backchannel_logout_uri leads to .+; GATEHOUSE_OUTBOUND_HOSTS does not list it$/,
        ),
      },
    ];
    const refused = await register({ backchannel_logout_uri: uri });
    expect([refused.status, refused.body]).toMatchObject([400, { code: 'validation_failed', errors }]);
    const made = await register({});
    expect((await change(made, { backchannel_logout_uri: uri })).body).toMatchObject({ errors });
    // As it may be after a change of settings: what else there is can be changed.
    await database.query('UPDATE clients SET backchannel_logout_uri = $1 WHERE id = $2', [uri, made.body['client_id']]);
    expect((await change(made, { name: `app ${++count}` })).body).toMatchObject({ backchannel_logout_uri: uri });
  });

  it('do not change what they are, nor into what does not fit', async () => {
    const made = await register({});
    expect(outcome(await change(made, { kind: 'native' }))).toEqual([400, 'validation_failed']);
    const withoutUris = await change(made, { redirect_uris: [] });
    expect(withoutUris.body).toMatchObject({ errors: [{ field: 'redirect_uris', code: 'is_needed' }] });
    expect(fieldsIn(await change(made, { scopes: ['introspect'] }))).toEqual(['scopes']);
  });

  it('are trusted, or let into services, by nobody who does not hold everything', async () => {
    const own = await register({}, keeper.token);
    expect(own.status).toBe(201);
    for (const power of [{ first_party: true }, { audiences: ['orders'] }]) {
      expect(outcome(await register(power, keeper.token))).toEqual(NOT_HELD);
      expect(outcome(await change(own, power, keeper.token))).toEqual(NOT_HELD);
      const above = await register(power);
      expect(outcome(await change(above, { redirect_uris: ['https://evil.example/'] }, keeper.token))).toEqual(
        NOT_HELD,
      );
      const secrets = `/v1/clients/${String(above.body['client_id'])}/secrets`;
      expect(outcome(await service.api.post(secrets, {}, { token: keeper.token }))).toEqual(NOT_HELD);
    }
    expect((await change(own, { redirect_uris: ['https://other.example/'] }, keeper.token)).status).toBe(200);
  });

  it('get no tokens of their own, and none for a password', async () => {
    const { body } = await register({});
    const { client_id, client_secret } = body as { client_id: string; client_secret: string };
    const ask = async (form: Record<string, string>): Promise<[number, unknown]> => {
      const answer = await fetch(`${service.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
      return [answer.status, ((await answer.json()) as { error: string }).error];
    };
    const proven = { client_id, client_secret };
    expect(await ask({ ...proven, grant_type: 'client_credentials' })).toEqual([400, 'unauthorized_client']);
    expect(await ask({ client_id, grant_type: 'client_credentials' })).toEqual([401, 'invalid_client']);
    const asPerson = { grant_type: 'password', username: 'ada@example.org', password: 'seven brave owls knit' };
    expect((await ask({ ...proven, ...asPerson }))[0]).toBe(400);
    const device = (await register({ kind: 'native' })).body['client_id'] as string;
    expect(await ask({ client_id: device, grant_type: 'client_credentials' })).toEqual([401, 'invalid_client']);
    expect((await ask({ client_id: device, ...asPerson }))[0]).toBe(400);
  });
});
