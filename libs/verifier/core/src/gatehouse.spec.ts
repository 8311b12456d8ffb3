import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
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
import { CannotVerify, type Revocation, TokenRejected } from './index.js';

setTheGatehouseScene();

const bearer = (token: string): { rawHeaders: string[] } => ({ rawHeaders: ['Authorization', `Bearer ${token}`] });

describe('Gatehouse', () => {
  it('recognises a caller by a token, and says what they may do', async () => {
    await make().start();
    issuer.defineRole('editor', ['notes:write']);
    await issuer.settled(gatehouse);
    const principal = await gatehouse.verify(issuer.mint({ sub: 'u', roles: ['editor'], permissions: ['a:b'] }));
    expect(principal).toMatchObject({ kind: 'user', sub: 'u', roles: ['editor'] });
    const asked = ['notes:write', 'a:b', 'notes:delete'];
    expect(asked.map(permission => gatehouse.permits(principal, permission))).toEqual([true, true, false]);
    issuer.defineRole('editor', ['notes:delete']);
    await issuer.settled(gatehouse);
    expect(asked.map(permission => gatehouse.permits(principal, permission))).toEqual([false, true, true]);
    expect(gatehouse.status()).toMatchObject({ connected: true, stale: false, keys: 1 });
    expect(gatehouse.status().entries).toBe(issuer.feed.state.size);
  });

  it('refuses a token that is not good, or not for this service', async () => {
    await make().start();
    const bad = [
      'x',
      issuer.mint({ sub: 'u', aud: 'orders' }),
      issuer.mint({ sub: 'u', iss: 'https://other.test' }),
      issuer.mint({ sub: 'u' }, { kid: 'made up' }),
    ];
    for (const token of bad) await expect(gatehouse.verify(token)).rejects.toBeInstanceOf(TokenRejected);
    await expect(gatehouse.verify(bad[1]!, { audience: ['orders'] })).resolves.toMatchObject({ sub: 'u' });
  });

  it('recognises the caller of a request of node, and of Fastify, which wraps it', async () => {
    await make().start();
    const request = bearer(issuer.mint({ sub: 'u' }));
    for (let i = 0; i < 2; i++) {
      expect(await gatehouse.authenticate(request)).toMatchObject({ sub: 'u' });
      expect(await gatehouse.authenticate({ raw: request })).toMatchObject({ sub: 'u' });
    }
    const refused = (rawHeaders: string[]): unknown =>
      gatehouse.authenticate({ rawHeaders }).catch((error: unknown) => (error as { reason: string }).reason);
    expect(await refused([])).toBe('missing');
    expect(await refused(['authorization', 'Basic x'])).toBe('missing');
    expect(await refused(['authorization', 'Bearer a b'])).toBe('malformed');
    expect(await refused(['authorization', 'Bearer x'])).toBe('malformed');
  });

  it('recognises the caller of a real request', async () => {
    await make().start();
    const server = createServer((request: IncomingMessage, response) => {
      void gatehouse.authenticate(request).then(
        ({ sub }) => response.end(sub),
        () => response.writeHead(401).end(),
      );
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${issuer.mint({ sub: 'u' })}` } });
    expect(await answer.text()).toBe('u');
    expect((await fetch(url)).status).toBe(401);
    server.closeAllConnections();
    server.close();
  });

  it('reaches an issuer at another place than its name', async () => {
    const port = Number(new URL(issuer.url).port);
    await issuer.stop();
    await startIssuer({ issuer: 'https://auth.test', port });
    await make().start();
    await expect(gatehouse.verify(issuer.mint({ sub: 'u' }))).resolves.toMatchObject({ sub: 'u' });
  });

  it('trusts nobody who bears another name than its issuer', async () => {
    const { issuer: _own, ...options } = issuer.options('notes');
    const token = issuer.mint({ sub: 'u', iss: 'https://auth.test' });
    const starting = make({ ...options, issuer: 'https://auth.test', url: issuer.url }).start();
    await eventually(() => issuer.requests('metadata') >= 2);
    await expect(gatehouse.verify(token)).rejects.toBeInstanceOf(CannotVerify);
    expect(told.join()).toContain(`is not of the issuer https://auth.test`);
    expect(issuer.requests('token') + issuer.requests('stream') + issuer.requests('jwks')).toBe(0);
    await gatehouse.close();
    await expect(starting).rejects.toThrow('closed');
  });
});

describe('Gatehouse tells of revocations', () => {
  it('once each, when they count already, and of whom they concern', async () => {
    await make().start();
    const news: Revocation[] = [];
    const stop = gatehouse.onRevoked(revocation => void news.push(revocation));
    const claims = [
      { sub: 'u', jti: 'j' },
      { sub: 'u', sid: 's' },
      { sub: 'v', roles: ['editor'] },
      { sub: 'w', client_id: 'service' },
    ];
    const tokens = claims.map(one => issuer.mint(one));
    const principals = await Promise.all(tokens.map(token => gatehouse.verify(token)));
    issuer.revokeToken('j');
    issuer.revokeToken('j');
    issuer.revokeSession('s');
    issuer.outdate('u');
    issuer.defineRole('editor', []);
    issuer.outdate('service');
    issuer.outdate('service', 'disabled');
    await issuer.settled(gatehouse);
    expect(
      news.slice(0, -1).map(({ entry, concerns }) => [entry.kind, ...principals.map(one => concerns(one))]),
    ).toEqual([
      ['token', true, false, false, false],
      ['session', false, true, false, false],
      ['subject', true, true, false, false],
      ['role', false, false, true, false],
      ['subject', false, false, false, true],
      ['subject', false, false, false, true],
    ]);
    for (const [index, reason] of [
      [0, 'revoked'],
      [1, 'revoked'],
      [3, 'revoked'],
    ] as const) {
      await expect(gatehouse.verify(tokens[index]!)).rejects.toMatchObject({ reason });
    }
    stop();
    const { length } = news;
    issuer.revokeToken('k');
    await issuer.settled(gatehouse);
    expect(news).toHaveLength(length);
  });

  it('of all that is in the first picture', async () => {
    issuer.revokeToken('j');
    const kinds: string[] = [];
    make().onRevoked(({ entry }) => void kinds.push(entry.kind));
    await gatehouse.start();
    expect(kinds).toEqual(['role', 'token']);
  });

  it('to all who listen, though one of them fails', async () => {
    await make().start();
    let heard = 0;
    gatehouse.onRevoked(() => {
      throw new Error('a listener that fails');
    });
    gatehouse.onRevoked(() => {
      heard++;
    });
    issuer.revokeToken('j');
    await issuer.settled(gatehouse);
    expect(heard).toBe(2);
    expect(told).toEqual(['a listener that fails']);
    expect(gatehouse.status().connected).toBe(true);
  });

  it('and drops a key that was compromised, whatever it has signed', async () => {
    await make().start();
    const { kid } = issuer.keys.current;
    const known = issuer.mint({ sub: 'u' });
    const unknown = issuer.mint({ sub: 'v' });
    await gatehouse.verify(known);
    issuer.revokeKey(kid);
    await issuer.settled(gatehouse);
    await expect(gatehouse.verify(known)).rejects.toBeInstanceOf(TokenRejected);
    await expect(gatehouse.verify(unknown)).rejects.toBeInstanceOf(TokenRejected);
    await expect(gatehouse.verify(issuer.mint({ sub: 'u' }))).resolves.toMatchObject({ sub: 'u' });
  });
});
