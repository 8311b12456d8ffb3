import { describe, expect, it } from '@jest/globals';
import { Gatehouse, type GatehouseOptions } from './index.js';

const GOOD = { issuer: 'https://auth.test', audience: 'notes', client: { id: 'c', secret: 's3cret' } };

function objection(options: unknown): unknown {
  try {
    new Gatehouse(options as GatehouseOptions);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('The options of Gatehouse', () => {
  it.each([
    ['the least', GOOD],
    ['http, for a development machine', { ...GOOD, issuer: 'http://localhost:3000' }],
    ['another place', { ...GOOD, url: 'http://10.0.0.1:3000' }],
    ['the bounds', { ...GOOD, staleness: { limit: 1 }, clockSkew: 0, cacheSize: 0, maxLifetime: 1 }],
    ['the other bounds', { ...GOOD, staleness: { limit: 3600, whenStale: 'open' }, clockSkew: 60 }],
  ])('may be %s', (_what, options) => {
    expect(objection(options)).toBeUndefined();
  });

  it.each([
    ['issuer', TypeError, { ...GOOD, issuer: undefined }],
    ['issuer', TypeError, { ...GOOD, issuer: 'auth.test' }],
    ['issuer', TypeError, { ...GOOD, issuer: 'ftp://auth.test' }],
    ['issuer', TypeError, { ...GOOD, issuer: 'https://auth.test?x' }],
    ['issuer', TypeError, { ...GOOD, issuer: 'https://a:b@auth.test' }],
    ['url', TypeError, { ...GOOD, url: 'nowhere' }],
    ['audience', TypeError, { ...GOOD, audience: '' }],
    ['client.id', TypeError, { ...GOOD, client: { secret: 's3cret' } }],
    ['client.secret', TypeError, { ...GOOD, client: { id: 'c', secret: '' } }],
    ['client.id', TypeError, { ...GOOD, client: undefined }],
    ['staleness.limit', RangeError, { ...GOOD, staleness: { limit: 0 } }],
    ['staleness.limit', RangeError, { ...GOOD, staleness: { limit: 3601 } }],
    ['staleness.limit', RangeError, { ...GOOD, staleness: { limit: NaN } }],
    ['staleness.limit', TypeError, { ...GOOD, staleness: { limit: '30' } }],
    ['staleness.whenStale', TypeError, { ...GOOD, staleness: { whenStale: 'never' } }],
    ['clockSkew', RangeError, { ...GOOD, clockSkew: 61 }],
    ['maxLifetime', RangeError, { ...GOOD, maxLifetime: 0 }],
    ['cacheSize', RangeError, { ...GOOD, cacheSize: -1 }],
    ['onError', TypeError, { ...GOOD, onError: 'console' }],
  ])('name %s where it is wrong', (name, kind, options) => {
    const error = objection(options);
    expect(error).toBeInstanceOf(kind);
    expect((error as Error).message).toContain(`${name} must`);
    expect((error as Error).message).not.toContain('s3cret');
  });

  it('name all that are wrong at once', () => {
    const { message } = objection({ staleness: { limit: 0 } }) as Error;
    for (const name of ['issuer', 'audience', 'client.id', 'client.secret', 'staleness.limit']) {
      expect(message).toContain(name);
    }
  });
});
