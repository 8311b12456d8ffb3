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
