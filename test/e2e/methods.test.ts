import { beforeAll, describe, expect, it } from '@jest/globals';
import { type RawAnswer, send } from '../support/browser.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken } from '../support/people.js';
import { runNode } from '../support/process.js';
import { sendRaw } from '../support/raw-http.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const ID = '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21';
const ALL = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** Methods that no path knows. */
const STRANGE = ['TRACE', 'PROPFIND', 'PURGE', 'QUERY'];
const LISTED = 'https://app.example.test';

interface Route {
  readonly method: string;
  readonly url: string;
}

describe('methods', () => {
  const { service } = useGatehouse({ GATEHOUSE_CORS_ORIGINS: LISTED });
  /** The methods of each path, as the service itself lists its routes: those of all that stand for it, however particular. */
  let known: Map<string, Set<string>>;

  beforeAll(async () => {
    const listing = runNode(['dist/apps/auth/src/bin/list-routes.js'], {});
    expect(await listing.exited()).toBe(0);
    const routes = JSON.parse(listing.output()) as Route[];
    const standsFor = (url: string, path: string): boolean =>
      new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`).test(path);
    known = new Map(
      routes.map(({ url }) => {
        const own = routes.filter(route => standsFor(route.url, pathOf(url)));
        return [url, new Set(['OPTIONS', ...own.map(({ method }) => method)])];
      }),
    );
  });

  /** With a body that no route takes, where the method may have one. */
  const call = (method: string, path: string): Promise<RawAnswer> =>
    send(service.url + path, method, { 'content-type': 'text/plain' }, /^(GET|HEAD)$/.test(method) ? undefined : 'x');

  const pathOf = (url: string): string => url.replace(':role', 'user').replaceAll(/:\w+/g, ID);
  const listOf = (text: unknown): string[] => String(text).split(', ');

  it('of every path that there is, every other is 405 with Allow, and a problem', async () => {
    expect(known.size).toBeGreaterThan(50);
    for (const [url, methods] of known) {
      const path = pathOf(url);
      for (const method of [...ALL, ...STRANGE].filter(one => !methods.has(one))) {
        const answer = await call(method, path);
        const what = `${method} ${path}`;
        expect([what, answer.status]).toEqual([what, 405]);
        expect([what, new Set(listOf(answer.headers['allow']))]).toEqual([what, methods]);
        expect(answer.headers['cache-control']).toBe('no-store');
        if (method === 'HEAD') continue;
        if (/^\/oauth\/(token|introspect|revoke|par|device_authorization)$/.test(path)) {
          expect(answer.headers['content-type']).toMatch(/^application\/json/);
          expect(Object.keys(answer.body)).toEqual(['error', 'error_description']);
          expect(answer.body['error']).toBe('invalid_request');
        } else {
          expect(answer.headers['content-type']).toBe('application/problem+json');
          expect(answer.body).toMatchObject({ code: 'method_not_allowed', status: 405 });
        }
      }
    }
  });

  it('of every path that there is, OPTIONS tells them', async () => {
    for (const [url, methods] of known) {
      const { status, headers, text } = await send(service.url + pathOf(url), 'OPTIONS', {});
      expect([url, status, text, new Set(listOf(headers['allow']))]).toEqual([url, 204, '', methods]);
    }
  });

  it('of a path that there is not, all are 404, and so are those of files that there are not', async () => {
    for (const path of [
      '/nothing',
      '/v1',
      '/v1/nothing/here',
      '/v1/auth/',
      '/docs/nothing.js',
      '/pages/nothing.js',
      '/*',
    ]) {
      for (const method of [...ALL, ...STRANGE]) {
        const { status, headers, body } = await call(method, path);
        expect([method, path, status, headers['allow']]).toEqual([method, path, 404, undefined]);
        if (method !== 'HEAD') expect(body['code']).toBe('not_found');
      }
    }
  });

  it('a path is known in all its spellings, and by the most particular of its routes', async () => {
    const cases: [string, string, string][] = [
      ['PUT', '/%76%31/auth/me?x=1', 'GET, HEAD'],
      ['DELETE', `/v1/permissions/${ID}/holders`, 'GET, HEAD'],
      ['POST', '/docs/swagger-ui.css', 'GET, HEAD'],
      ['PUT', '/v1/sessions/a%2Fb', 'DELETE'],
    ];
    for (const [method, path, allow] of cases) {
      const answer = await send(service.url + path, method, {});
      expect([path, answer.status, answer.headers['allow']]).toEqual([path, 405, `${allow}, OPTIONS`]);
    }
    const absolute = 'PUT http://a/health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    const [answer] = await sendRaw(service.url, absolute);
    expect([answer?.status, answer?.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it('HEAD is GET without a body, on every path that has one, and ends also where GET is a stream', async () => {
    const admin = await adminToken(service.api);
    const token = await clientToken(service.api, await newClient(service.api, admin, { scopes: ['revocations:read'] }));
    for (const [path, as] of [
      ['/health/live', undefined],
      ['/docs', undefined],
      ['/account', undefined],
      ['/openapi.json', undefined],
      ['/.well-known/jwks.json', undefined],
      ['/v1/users', admin],
      ['/v1/revocations', token],
      ['/v1/revocations/stream', token],
    ] as const) {
      const authorization = as === undefined ? {} : { authorization: `Bearer ${as}` };
      const { status, text } = await send(service.url + path, 'HEAD', authorization);
      expect([path, status, text]).toEqual([path, 200, '']);
    }
  });

  it('pages of listed origins can read a 405, and a preflight is answered as ever', async () => {
    const refused = await send(`${service.url}/v1/auth/me`, 'PUT', { origin: LISTED });
    expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([405, LISTED]);
    const headers = { origin: LISTED, 'access-control-request-method': 'PUT' };
    const preflight = await send(`${service.url}/v1/auth/me`, 'OPTIONS', headers);
    expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([204, LISTED]);
  });
});
