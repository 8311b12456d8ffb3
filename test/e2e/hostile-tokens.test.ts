import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../support/hostile-tokens/case.js';
import { FORGED, ALL, SENDABLE } from '../support/hostile-tokens/cases.js';
import { signed, withClaims, withHeader, malleated } from '../support/hostile-tokens/forging.js';
import { OF_WRONG_SIGNATURE } from '../support/hostile-tokens/of-wrong-signature.js';
import {
  service,
  counter,
  good,
  claims,
  s,
  dead,
  introspect,
  setTheHostileScene,
} from '../support/hostile-tokens/scene.js';
import { TAKEN_BACK } from '../support/hostile-tokens/taken-back.js';
import { postForm } from '../support/oauth.js';
import { newLogin } from '../support/people.js';
import { range } from '../support/rounds.js';

const INVALID_TOKEN = 'Bearer realm="gatehouse", error="invalid_token"';

setTheHostileScene();

describe('a token that is not hostile', () => {
  it('passes, also as the tests here make it', async () => {
    for (const token of [good.access_token, signed(claims), withHeader({}), withClaims({ unknown: 'claim' })]) {
      expect((await service.api.me(token)).status).toBe(200);
      expect((await introspect(token)).body).toMatchObject({ active: true, sub: claims['sub'] });
    }
  });

  it('passes in the other form of its signature', async () => {
    expect((await service.api.me(malleated(good.access_token))).status).toBe(200);
  });
});

describe('a guarded route refuses', () => {
  it.each(SENDABLE.map(([what, make, atRoute = 'invalid_token']) => ({ what, make, atRoute })))(
    '$what',
    async ({ make, atRoute }) => {
      const { status, headers, body } = await service.api.get('/v1/auth/me', { token: make() });
      const challenge = headers.get('www-authenticate');
      if (atRoute === 'malformed') {
        expect([status, body['code']]).toEqual([400, 'invalid_request']);
        expect(challenge).toBe('Bearer realm="gatehouse", error="invalid_request"');
      } else {
        expect([status, body['code'], challenge]).toEqual([401, 'invalid_token', INVALID_TOKEN]);
        // Which check has failed is nobody's business.
        expect(Object.keys(body).sort()).toEqual(['code', 'instance', 'status', 'title', 'type']);
      }
    },
  );

  it('a token beyond all headers with 431', async () => {
    const { status, body } = await service.api.get('/v1/auth/me', { token: 'a'.repeat(20_000) });
    expect([status, body['code']]).toEqual([431, 'headers_too_large']);
  });

  it('each of them where a token is optional, too', async () => {
    for (const [what, make] of [...OF_WRONG_SIGNATURE, ...TAKEN_BACK]) {
      const { status } = await service.api.post('/v1/auth/logout', undefined, { token: make() });
      expect([what, status]).toEqual([what, 401]);
    }
  });
});

describe('introspection answers no more than inactive to', () => {
  it.each(ALL.map(([what, make]) => ({ what, make })))('$what', async ({ make }) => {
    const { status, body } = await introspect(make());
    expect([status, body]).toEqual([200, { active: false }]);
  });

  it('a token within the limit of bodies, and 413 to one beyond it', async () => {
    expect((await introspect('a.'.repeat(8000))).body).toEqual({ active: false });
    expect((await introspect('a'.repeat(17_000))).status).toBe(413);
  });
});

describe('hostile tokens cost', () => {
  const atRoute = (cases: readonly Case[]): Promise<unknown> =>
    inTurn(cases, token => service.api.get('/v1/auth/me', { token }));

  it('no query at a guarded route, unless their signature and claims are good', async () => {
    const sendable = FORGED.filter(([, , kind]) => kind !== 'unsendable');
    expect(await counter.during(() => atRoute(sendable))).toEqual({});
    const { tokens } = await newLogin(service.api);
    const atTheRoute = (): Promise<unknown> => atRoute([['good', () => tokens.access_token]]);
    expect(await counter.during(atTheRoute)).toMatchObject({ 'sessions.token_in_force': 1 });
    // What is known of the session stays known while nothing changes.
    expect(await counter.during(atTheRoute)).not.toHaveProperty('sessions.token_in_force');
  });

  it('no query at introspection, once the caller is known', async () => {
    await introspect('x');
    expect(await counter.during(() => inTurn(FORGED, introspect))).toEqual({});
  });

  it('one query at most if they are signed by us and taken back', async () => {
    for (const one of TAKEN_BACK) {
      const queries = await counter.during(() => atRoute([one]));
      const total = Object.values(queries).reduce((sum, count) => sum + count, 0);
      expect([one[0], total <= 1]).toEqual([one[0], true]);
    }
  });

  it('no query where a stranger asks for introspection', async () => {
    const headers = { authorization: 'Basic bm9ib2R5OnNlY3JldA==' };
    const ask = (): Promise<unknown> =>
      postForm(service.api, '/oauth/introspect', { token: good.access_token }, headers);
    expect(await counter.during(ask)).toEqual({});
  });

  it('less than 50 ms, however long they are', async () => {
    const long = 'a'.repeat(100_000);
    const lengths: [string, () => Promise<unknown>][] = [
      ['100 KB at a route', () => rawExchange(['GET /v1/auth/me HTTP/1.1', `Authorization: Bearer ${long}`])],
      ['100 KB at introspection', () => introspect(long)],
      ['15 KB at a route', () => service.api.get('/v1/auth/me', { token: long.slice(0, 15_000) })],
      ['15 KB at introspection', () => introspect(long.slice(0, 15_000))],
      ['8 KB of dots', () => introspect('.'.repeat(8000))],
      ['8 KB of brackets', () => introspect(signed('['.repeat(5900)))],
    ];
    for (const [what, present] of lengths) expect([what, (await fastest(present)) < 50]).toEqual([what, true]);
  });

  it('an answer of 431 if they are as long as 100 KB, and the service goes on', async () => {
    const answer = await rawExchange(['GET /v1/auth/me HTTP/1.1', `Authorization: Bearer ${'a'.repeat(100_000)}`]);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect((await introspect('a'.repeat(100_000))).status).toBe(413);
    expect((await service.api.me(good.access_token)).status).toBe(200);
  });

  it('no line in the log that holds them', () => {
    const log = service.process.output();
    for (const token of [good.access_token, dead['jti'] ?? '', s]) expect(log.includes(token)).toBe(false);
  });

  it('no line in the log that speaks of an error of ours', () => {
    expect(service.process.output()).not.toMatch(/^\S+ (error|fatal) /m);
  });
});

async function inTurn(cases: readonly Case[], present: (token: string) => Promise<unknown>): Promise<void> {
  for (const [, make] of cases) await present(make());
}

/** The shortest of several times in milliseconds: what the work takes where nothing else has the processor. */
async function fastest(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (const _ of range(7)) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

/** Sends a request by hand, since a client of its own accord would not send such headers. */
function rawExchange(lines: readonly string[]): Promise<string> {
  return new Promise(resolve => {
    const { hostname, port } = new URL(service.url);
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write([...lines, 'Host: x', '', ''].join('\r\n')));
    socket
      .on('data', chunk => (text += chunk.toString()))
      // Whatever was answered before the connection broke counts.
      .on('error', () => undefined)
      .on('close', () => resolve(text));
  });
}
