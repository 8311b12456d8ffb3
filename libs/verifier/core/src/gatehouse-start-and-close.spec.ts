import { describe, expect, it } from '@jest/globals';
import {
  gatehouse,
  issuer,
  make,
  setTheGatehouseScene,
  startIssuer,
  told,
} from '../../../../test/support/specs/gatehouse-scene.js';
import { eventually } from '../../testing/src/index.js';
import { CannotVerify, TokenRejected } from './index.js';

setTheGatehouseScene();

describe('Before the first picture, Gatehouse', () => {
  it('cannot tell, and never says that a token is bad', async () => {
    issuer.answer('stream', { status: 503, headers: { 'Retry-After': '1' } });
    const starting = make().start();
    const token = issuer.mint({ sub: 'u' });
    await expect(gatehouse.verify(token)).rejects.toBeInstanceOf(CannotVerify);
    await eventually(() => gatehouse.status().keys === 1 && issuer.requests('stream') >= 2);
    await expect(gatehouse.verify(token)).rejects.toBeInstanceOf(CannotVerify);
    await expect(gatehouse.verify(token, { whenStale: 'open' })).rejects.toBeInstanceOf(CannotVerify);
    const principal = await gatehouse.verify(token, { whenStale: 'introspect' });
    expect(() => gatehouse.permits(principal, 'a:b')).toThrow(CannotVerify);
    expect(gatehouse.status()).toEqual({ connected: false, age_seconds: null, stale: true, entries: 0, keys: 1 });
    issuer.answer('stream');
    await starting;
    await expect(gatehouse.verify(token)).resolves.toMatchObject({ sub: 'u' });
  });

  it('waits for an issuer that is not there yet', async () => {
    const port = Number(new URL(issuer.url).port);
    const { client } = issuer.access;
    await issuer.stop();
    const starting = make().start();
    await eventually(() => told.some(message => message.includes('ECONNREFUSED')));
    await startIssuer({ port });
    Object.assign(issuer.access.client, client);
    await starting;
    await expect(gatehouse.verify(issuer.mint({ sub: 'u', aud: 'notes' }))).resolves.toMatchObject({ sub: 'u' });
  });

  it('tells of each trouble once, and never a secret', async () => {
    for (const endpoint of ['metadata', 'jwks', 'token', 'stream'] as const) issuer.answer(endpoint, { status: 401 });
    const { id, secret } = issuer.access.client;
    void make().start();
    for (const endpoint of ['metadata', 'jwks', 'token', 'stream'] as const) {
      const trouble = `${endpoint === 'jwks' ? 'jwks.json' : endpoint} answered 401`;
      await eventually(() => issuer.requests(endpoint) >= 2);
      expect(told.filter(message => message.includes(trouble)).length).toBeLessThanOrEqual(1);
      issuer.answer(endpoint);
    }
    await gatehouse.start();
    expect(told.length).toBeGreaterThan(0);
    for (const hidden of [id, secret, encodeURIComponent(secret)]) expect(told.join()).not.toContain(hidden);
  });
});

describe('Gatehouse, when it is closed,', () => {
  it('breaks a start that is waited for, and starts no more', async () => {
    issuer.answer('stream', { hang: true });
    const starting = make().start();
    await eventually(() => issuer.requests('stream') === 1);
    await gatehouse.close();
    await expect(starting).rejects.toThrow('closed');
    await expect(gatehouse.start()).rejects.toThrow('closed');
    const { requests } = countsOf();
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(countsOf().requests).toBe(requests);
  });

  it('can be closed twice, and without having been started', async () => {
    await make().close();
    await gatehouse.close();
    await expect(gatehouse.start()).rejects.toThrow('closed');
    expect(issuer.requests('metadata')).toBe(0);
  });

  it('leaves the stream, and judges by what it knows until that is too old', async () => {
    await make({ staleness: { limit: 1 } }).start();
    const [good, revoked] = [issuer.mint({ sub: 'u' }), issuer.mint({ sub: 'u', jti: 'j' })];
    await gatehouse.verify(good);
    await gatehouse.verify(revoked);
    issuer.revokeToken('j');
    await issuer.settled(gatehouse);
    await gatehouse.close();
    await eventually(() => issuer.subscribers === 0);
    await expect(gatehouse.verify(good)).resolves.toMatchObject({ sub: 'u' });
    await eventually(() => gatehouse.status().stale);
    await expect(gatehouse.verify(good)).rejects.toBeInstanceOf(CannotVerify);
    await expect(gatehouse.verify(revoked)).rejects.toBeInstanceOf(TokenRejected);
    expect(told).toEqual([]);
  });
});

function countsOf(): { requests: number } {
  const endpoints = ['metadata', 'jwks', 'token', 'stream'] as const;
  return { requests: endpoints.reduce((sum, endpoint) => sum + issuer.requests(endpoint), 0) };
}
