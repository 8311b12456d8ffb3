import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { Gatehouse, ISSUER } from '../support/gatehouse.js';
import { basic, postForm } from '../support/oauth.js';
import { claimsOf } from '../support/people.js';
import { admin, database, rawBody, requestToken, service, worker, setTheOAuthScene } from '../support/oauth-scene.js';

setTheOAuthScene();

describe('the key set', () => {
  const PATH = '/.well-known/jwks.json';
  const ask = (etag: string): Promise<Answer> => service.api.get(PATH, { headers: { 'if-none-match': etag } });

  it('may be cached, and says by ETag whether it has changed', async () => {
    const { headers, body } = await service.api.get<unknown>(PATH);
    const etag = headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    expect(headers.get('cache-control')).toBe('public, max-age=300');
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await ask(known);
      expect([known, answer.status, answer.body]).toEqual([known, 304, '']);
      expect(answer.headers.get('etag')).toBe(etag);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    }
    for (const other of ['"other"', etag.replaceAll('"', ''), etag.toUpperCase()]) {
      const answer = await ask(other);
      expect([other, answer.status, answer.body]).toEqual([other, 200, body]);
    }
  });

  it('says for how long as configured', async () => {
    const other = await Gatehouse.start(database, { GATEHOUSE_JWKS_MAX_AGE: '7s' });
    const { headers } = await other.api.get(PATH);
    await other.stop();
    expect(headers.get('cache-control')).toBe('public, max-age=7');
  });
});

describe('the metadata', () => {
  const PATH = '/.well-known/oauth-authorization-server';

  it('has an issuer that is byte-equal to the iss of tokens', async () => {
    const { status, headers, body } = await service.api.get(PATH);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('cache-control')).toBe('public, max-age=300');
    expect(body['issuer']).toBe(claimsOf(admin)['iss']);
  });

  it('does not depend on what the request says of its host', async () => {
    const { body } = await service.api.get<unknown>(PATH);
    const hostile = {
      host: 'evil.test',
      'x-forwarded-host': 'evil.test',
      'x-forwarded-proto': 'http',
      forwarded: 'host=evil.test',
    };
    const text = await rawBody(PATH, hostile);
    expect(text).not.toContain('evil.test');
    expect(JSON.parse(text)).toEqual(body);
  });

  it('has no list that is empty (RFC 8414 §3.2)', async () => {
    const { body } = await service.api.get(PATH);
    const lists = Object.entries(body).filter(
      ([name, value]) => name.endsWith('_supported') && typeof value !== 'boolean',
    );
    for (const [name, list] of lists)
      expect([name, list]).toEqual([name, expect.arrayContaining([expect.any(String)])]);
    expect(body['response_types_supported']).toEqual(['code']);
  });

  it('tells what people can log in with here, and how well that proves who they are', async () => {
    const { body } = await service.api.get(PATH);
    expect(body).toMatchObject({ acr_values_supported: ['sfa', 'mfa'], passkeys: 'on', email_code: 'off' });
  });

  it('names routes that exist, and methods that work', async () => {
    const { body } = await service.api.get(PATH);
    const ofOpenId = ['pushed_authorization_request_endpoint', 'device_authorization_endpoint'];
    for (const endpoint of ['token_endpoint', 'introspection_endpoint', 'revocation_endpoint', ...ofOpenId]) {
      const url = body[endpoint] as string;
      expect(url.startsWith(`${ISSUER}/`)).toBe(true);
      expect((await postForm(service.api, url.slice(ISSUER.length), '')).status).not.toBe(404);
    }
    expect((await service.api.get((body['jwks_uri'] as string).slice(ISSUER.length))).status).toBe(200);
    for (const grant_type of body['grant_types_supported'] as string[]) {
      expect((await requestToken({ grant_type }, basic(worker))).body['error']).not.toBe('unsupported_grant_type');
    }
    expect(body['introspection_endpoint_auth_methods_supported']).not.toContain('none');
  });
});
