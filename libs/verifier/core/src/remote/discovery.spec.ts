import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { TestIssuer } from '../../../testing/src/index.js';
import { Discovery, DiscoveryFailed, readMetadata } from './discovery.js';
import { Http } from './http.js';

const ISSUER = 'https://auth.test';
const NAMES = {
  jwks_uri: '/jwks',
  token_endpoint: '/token',
  introspection_endpoint: '/introspect',
  revocations_endpoint: '/revocations',
  revocations_stream_endpoint: '/stream',
};
const metadataOf = (issuer: string, rest: object = {}): object => ({
  issuer,
  ...Object.fromEntries(Object.entries(NAMES).map(([name, path]) => [name, issuer + path])),
  ...rest,
});

describe('readMetadata', () => {
  it('takes the endpoints as they are', () => {
    const { issuer: _issuer, ...endpoints } = metadataOf(ISSUER) as Record<string, string>;
    expect(readMetadata(metadataOf(ISSUER), ISSUER, ISSUER)).toEqual(endpoints);
  });

  it('moves those of the issuer to where it is reached, and no others', () => {
    const rest = { jwks_uri: 'https://keys.test/jwks', token_endpoint: 'https://auth.test.evil/token' };
    const endpoints = readMetadata(metadataOf(ISSUER, rest), ISSUER, 'https://10.0.0.1:3000/');
    expect(endpoints).toMatchObject({ ...rest, revocations_stream_endpoint: 'https://10.0.0.1:3000/stream' });
  });

  it('can move them to http inside of a network', () => {
    expect(readMetadata(metadataOf(ISSUER), ISSUER, 'http://auth:3000').jwks_uri).toBe('http://auth:3000/jwks');
  });

  it.each([
    ['no object', [], 'is not an object'],
    ['another issuer', metadataOf('https://other.test'), 'is not of the issuer'],
    ['an issuer with a slash more', metadataOf(ISSUER, { issuer: `${ISSUER}/` }), 'is not of the issuer'],
    ['an issuer in other letters', metadataOf(ISSUER, { issuer: 'https://AUTH.test' }), 'is not of the issuer'],
    ['no issuer', metadataOf(ISSUER, { issuer: undefined }), 'is not of the issuer'],
    ['no stream', metadataOf(ISSUER, { revocations_stream_endpoint: undefined }), 'revocations_stream_endpoint'],
    ['a path for a URL', metadataOf(ISSUER, { token_endpoint: '/token' }), 'no good token_endpoint'],
    ['http where the issuer has https', metadataOf(ISSUER, { token_endpoint: 'http://auth.test/token' }), 'not safe'],
    ['a file', metadataOf(ISSUER, { jwks_uri: 'file:///etc/passwd' }), 'not safe'],
    ['a password', metadataOf(ISSUER, { jwks_uri: 'https://a:b@keys.test/' }), 'not safe'],
  ])('refuses %s', (_what, metadata, why) => {
    const read = (): unknown => readMetadata(metadata, ISSUER, ISSUER);
    expect(read).toThrow(DiscoveryFailed);
    expect(read).toThrow(why);
  });
});

describe('Discovery of an issuer with a path', () => {
  const WELL_KNOWN = '/.well-known/oauth-authorization-server';

  /** Finds it where metadata is served at these paths alone. @returns what was asked for, and the endpoints */
  async function find(path: string, served: readonly string[], status = 404): Promise<[string[], unknown]> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (!served.includes(request.url ?? '')) return void response.writeHead(status).end();
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(metadataOf(issuer)));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
    try {
      const discovery = new Discovery(new Http(new AbortController().signal), issuer, issuer);
      return [asked, await discovery.find().catch((error: unknown) => error)];
    } finally {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
  }

  it('asks below the path, and where that is nothing as RFC 8414 wants it', async () => {
    const own = `/auth${WELL_KNOWN}`;
    const inserted = `${WELL_KNOWN}/auth`;
    expect(await find('/auth', [own, inserted])).toEqual([
      [own],
      expect.objectContaining({ jwks_uri: expect.anything() }),
    ]);
    expect(await find('/auth', [inserted])).toEqual([
      [own, inserted],
      expect.objectContaining({ jwks_uri: expect.anything() }),
    ]);
    expect(await find('/auth', [])).toEqual([[own, inserted], expect.objectContaining({ status: 404 })]);
  });

  it('asks nobody else where the issuer is ill, or has no path', async () => {
    const own = `/auth${WELL_KNOWN}`;
    expect(await find('/auth', [`${WELL_KNOWN}/auth`], 503)).toEqual([[own], expect.objectContaining({ status: 503 })]);
    expect(await find('', [])).toEqual([[WELL_KNOWN], expect.objectContaining({ status: 404 })]);
  });
});

describe('Discovery', () => {
  let issuer: TestIssuer;
  afterEach(() => issuer.stop());

  it('asks once for all, and again after an hour, when the old answer is better than none', async () => {
    issuer = await TestIssuer.start();
    let now = 0;
    const discovery = new Discovery(new Http(new AbortController().signal), issuer.url, issuer.url, () => now);
    expect(discovery.known).toBeUndefined();
    const [found] = await Promise.all([discovery.find(), discovery.find(), discovery.find()]);
    expect(discovery.known).toBe(found);
    now = 3599;
    await discovery.find();
    expect(issuer.requests('metadata')).toBe(1);
    now = 3601;
    issuer.answer('metadata', { status: 503 });
    expect(await discovery.find()).toBe(found);
    expect(issuer.requests('metadata')).toBe(2);
  });

  it('fails where there was never an answer, and asks again', async () => {
    issuer = await TestIssuer.start();
    const discovery = new Discovery(new Http(new AbortController().signal), issuer.url, issuer.url);
    issuer.answer('metadata', { status: 503 });
    await expect(discovery.find()).rejects.toMatchObject({ status: 503 });
    issuer.answer('metadata');
    await expect(discovery.find()).resolves.toHaveProperty('jwks_uri');
  });
});
