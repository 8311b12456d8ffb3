import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, TestIssuer } from '../../../testing/src/index.js';
import { CannotVerify } from '../token-errors.js';
import { cacheLifetimeOf } from './cache-lifetime.js';
import { Discovery } from './discovery.js';
import { Http } from './http.js';
import { RemoteKeySource } from './remote-key-source.js';
import { Trouble } from './trouble.js';

let issuer: TestIssuer;
let lifetime: AbortController;
let running: Promise<void>;
let now: number;
let told: string[];
let keys: RemoteKeySource;

/** What `find` comes to: the key's id, `unknown`, or that it cannot be told. */
async function find(kid: string): Promise<string> {
  try {
    return (await keys.find(kid))?.kid ?? 'unknown';
  } catch (error) {
    expect(error).toBeInstanceOf(CannotVerify);
    return 'cannot tell';
  }
}

beforeEach(async () => {
  issuer = await TestIssuer.start();
  lifetime = new AbortController();
  now = 1000;
  told = [];
  const http = new Http(lifetime.signal);
  const trouble = new Trouble(({ message }) => void told.push(message));
  keys = new RemoteKeySource(http, new Discovery(http, issuer.url, issuer.url), trouble, () => now);
});

async function start(): Promise<void> {
  running = keys.run(lifetime.signal);
  await keys.loaded;
}

afterEach(async () => {
  lifetime.abort();
  await running;
  await issuer.stop();
});

describe('RemoteKeySource', () => {
  it('has keys at hand, and gives them without a promise', async () => {
    expect(await find('any')).toBe('cannot tell');
    await start();
    const { kid } = issuer.keys.current;
    expect(keys.find(kid)).toMatchObject({ kid, alg: 'ES256' });
    expect([keys.size, issuer.requests('jwks')]).toEqual([1, 1]);
  });

  it('asks once for an unknown key, however many ask for however many, and not again for 30 s', async () => {
    await start();
    issuer.keys.rotate();
    const { kid } = issuer.keys.current;
    const found = await Promise.all([find(kid), find('x'), find('y'), find(kid)]);
    expect(found).toEqual([kid, 'unknown', 'unknown', kid]);
    expect(issuer.requests('jwks')).toBe(2);
    issuer.keys.rotate();
    now += 29;
    expect(await find(issuer.keys.current.kid)).toBe('unknown');
    for (let i = 0; i < 100; i++) expect(await find(`made up ${i}`)).toBe('unknown');
    expect(issuer.requests('jwks')).toBe(2);
    now += 2;
    expect(await find(issuer.keys.current.kid)).toBe(issuer.keys.current.kid);
    expect(issuer.requests('jwks')).toBe(3);
  });

  it('does not take a key for unknown that it could not ask for', async () => {
    await start();
    issuer.answer('jwks', { status: 503 });
    expect(await find('x')).toBe('cannot tell');
    expect(await find('x')).toBe('cannot tell');
    expect(await find(issuer.keys.current.kid)).toBe(issuer.keys.current.kid);
    expect(issuer.requests('jwks')).toBe(2);
  });

  it('keeps the last good keys for an hour beyond their time', async () => {
    await start();
    const { kid } = issuer.keys.current;
    issuer.answer('jwks', { status: 503 });
    now += 300 + 3599;
    expect(await find(kid)).toBe(kid);
    now += 2;
    expect(await find(kid)).toBe('cannot tell');
  });

  it.each([
    ['an error', { status: 500 }],
    ['a redirect', { status: 302, headers: { Location: 'http://127.0.0.1:1/' } }],
    ['no JSON', { body: '<html>' }],
    ['no keys', { body: { keys: [] } }],
    ['a symmetric key', { body: { keys: [{ kty: 'oct', k: 'AAAA', kid: 'x', alg: 'HS256', use: 'sig' }] } }],
    ['more than anybody reads', { body: { keys: [], padding: 'x'.repeat(300_000) } }],
  ])('keeps the last good keys where the answer is %s', async (_what, answer) => {
    await start();
    const { kid } = issuer.keys.current;
    issuer.answer('jwks', answer);
    expect(await find('x')).toBe('cannot tell');
    expect(await find(kid)).toBe(kid);
  });

  it('fetches keys anew before their time is over', async () => {
    const http = new Http(lifetime.signal);
    const discovery = new Discovery(http, issuer.url, issuer.url);
    // Almost all of the 300 s pass between one look at the clock and the next.
    keys = new RemoteKeySource(http, discovery, new Trouble(undefined), () => (now += 299.9));
    await start();
    issuer.keys.rotate();
    await eventually(() => keys.size === 2);
  });

  it('tries until there are keys, and tells of the same trouble once', async () => {
    issuer.answer('jwks', { status: 503 });
    running = keys.run(lifetime.signal);
    await eventually(() => issuer.requests('jwks') >= 4);
    expect(told).toEqual([`${issuer.url}/.well-known/jwks.json answered 503`]);
    expect(await find(issuer.keys.current.kid)).toBe('cannot tell');
    issuer.answer('jwks');
    await keys.loaded;
    expect(await find(issuer.keys.current.kid)).toBe(issuer.keys.current.kid);
  });

  it('drops a key that was compromised', async () => {
    await start();
    const { kid } = issuer.keys.current;
    issuer.keys.rotate();
    issuer.keys.withdraw(kid);
    keys.evict(kid);
    expect(await find(kid)).toBe('unknown');
  });
});

describe('cacheLifetimeOf', () => {
  it.each([
    [{}, undefined],
    [{ 'cache-control': 'no-store' }, undefined],
    [{ 'cache-control': 'public, max-age=300' }, 300],
    [{ 'cache-control': 'Max-Age=60, must-revalidate' }, 60],
    [{ 'cache-control': 's-maxage=60' }, undefined],
    [{ 'cache-control': 'public, max-age=300', age: '100' }, 200],
    [{ 'cache-control': 'max-age=300', age: '400' }, 0],
    [{ 'cache-control': 'max-age=300', age: 'old' }, 300],
  ])('%j is %s s', (headers, seconds) => {
    expect(cacheLifetimeOf(new Headers(headers as Record<string, string>))).toBe(seconds);
  });
});
