import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TestIssuer } from '../../../testing/src/index.js';
import { ClientToken } from './client-token.js';
import { Discovery } from './discovery.js';
import { Http, RequestFailed } from './http.js';

let issuer: TestIssuer;
let now = 1000;
let token: ClientToken;

function tokenOf(client = issuer.access.client): ClientToken {
  const http = new Http(new AbortController().signal);
  return new ClientToken(http, new Discovery(http, issuer.url, issuer.url), client, () => now);
}

beforeEach(async () => {
  issuer = await TestIssuer.start();
  token = tokenOf();
});
afterEach(() => issuer.stop());

describe('ClientToken', () => {
  it('is fetched once for all who ask, and used until shortly before its end', async () => {
    const [first] = await Promise.all([token.get(), token.get(), token.get()]);
    now += 569;
    expect(await token.get()).toBe(first);
    expect(issuer.requests('token')).toBe(1);
    now += 2;
    expect(await token.get()).not.toBe(first);
    expect(issuer.requests('token')).toBe(2);
  });

  it('is used until the last tenth of a short life', async () => {
    issuer.access.tokenLifetime = 10;
    const first = await token.get();
    now += 8.9;
    expect(await token.get()).toBe(first);
    now += 0.2;
    expect(await token.get()).not.toBe(first);
  });

  it('is fetched anew once it was refused, and only then', async () => {
    const first = await token.get();
    token.forget('another');
    expect(await token.get()).toBe(first);
    token.forget(first);
    expect(await token.get()).not.toBe(first);
  });

  it('is not to be had with a wrong secret, which the error does not tell', async () => {
    const error = await tokenOf({ id: 'test service', secret: 'wr0ng' })
      .get()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 401 });
    expect((error as Error).message).toBe(`${issuer.url}/oauth/token answered 401`);
  });

  it.each([
    [400, 'invalid_scope', ' (invalid_scope): the client needs the scope revocations:read'],
    [401, 'invalid_client', ' (invalid_client): client.id or client.secret is wrong'],
    [400, 'unauthorized_client', ' (unauthorized_client)'],
    [400, 'A sentence that might hold anything', ''],
  ])('tells why it is refused: %s %s', async (status, error, told) => {
    issuer.answer('token', { status, body: { error, error_description: 'not repeated' } });
    await expect(token.get()).rejects.toThrow(`${issuer.url}/oauth/token answered ${status}${told}`);
    await expect(token.get()).rejects.not.toThrow('not repeated');
  });

  it('is asked for again after a failure', async () => {
    issuer.answer('token', { status: 503 });
    await expect(token.get()).rejects.toMatchObject({ status: 503 });
    issuer.answer('token');
    await expect(token.get()).resolves.toEqual(expect.any(String));
  });

  it.each([
    ['nothing', {}],
    ['a list', []],
    ['a token of another type', { access_token: 'a', token_type: 'mac', expires_in: 60 }],
    ['a token that would break a header', { access_token: 'a\r\nb', token_type: 'Bearer', expires_in: 60 }],
    ['a token without end', { access_token: 'a'.repeat(9000), token_type: 'Bearer', expires_in: 60 }],
    ['no lifetime', { access_token: 'a', token_type: 'Bearer' }],
    ['no life', { access_token: 'a', token_type: 'Bearer', expires_in: 0 }],
  ])('is not %s', async (_what, body) => {
    issuer.answer('token', { body });
    await expect(token.get()).rejects.toThrow(RequestFailed);
  });
});
