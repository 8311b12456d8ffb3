import { sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  CLAIMS,
  encode,
  HEADER,
  Keys,
  mint,
  NOW,
  rejection,
  Revocations,
  rsa,
  setUp,
  stranger,
  without,
} from '../../../../test/support/specs/hand-made-tokens.js';
import { AccessTokenVerifier, CannotVerify, TokenRejected } from './index.js';

describe('a good token that is meant for others', () => {
  it('is refused, and whoever runs the service hears once what may be wrong', async () => {
    const told: string[] = [];
    const options = {
      issuer: 'https://auth.test',
      audience: 'reports',
      onError: ({ message }: Error) => told.push(message),
    };
    const verifier = new AccessTokenVerifier(options, new Keys(), new Revocations(), () => NOW * 1000);
    const token = mint();
    for (const _time of [1, 2]) {
      await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'wrong_audience' });
      expect(told).toEqual([
        expect.stringMatching(/not meant for reports but for notes, https:\/\/auth.test.*GATEHOUSE_AUDIENCE/),
      ]);
    }
    expect(told.join()).not.toContain(token);
  });
});

describe('AccessTokenVerifier accepts', () => {
  it('a good token, and gives its principal', async () => {
    const { verifier } = setUp();
    expect(await verifier.verify(mint())).toEqual({
      kind: 'user',
      sub: 'user-1',
      client_id: 'gatehouse',
      sid: 'session-1',
      jti: 'jti-1',
      aud: ['notes', 'https://auth.test'],
      roles: ['user'],
      scopes: [],
      iat: NOW - 10,
      exp: NOW + 590,
      epoch: 3,
    });
  });

  it.each([
    ['no roles', mint(without('roles'))],
    ['an empty list of them, as older versions wrote it', mint({ ...CLAIMS, roles: [] })],
  ])('a token with %s, whose principal has an empty list', async (_what, token) => {
    const { verifier } = setUp();
    expect((await verifier.verify(token)).roles).toEqual([]);
  });

  it('a good RS256 token with its own key', async () => {
    const input = `${encode({ ...HEADER, alg: 'RS256', kid: 'rsa' })}.${encode(CLAIMS)}`;
    const token = `${input}.${sign('sha256', Buffer.from(input), rsa.privateKey).toString('base64url')}`;
    expect(await rejection(token)).toBe('accepted');
  });

  it('a single audience, and a token of a service client', async () => {
    const { sid: _sid, ...claims } = CLAIMS;
    const { verifier } = setUp();
    const principal = await verifier.verify(mint({ ...claims, aud: 'notes', scope: 'a:b c:d' }));
    expect(principal).toMatchObject({ kind: 'client', aud: ['notes'], scopes: ['a:b', 'c:d'] });
  });
});

describe('AccessTokenVerifier', () => {
  it('asks neither for keys before the form is good, nor for revocations before the signature is', async () => {
    const { verifier, keys, revocations } = setUp();
    for (const token of ['a.b.c', mint(CLAIMS, { ...HEADER, crit: [] }), mint(CLAIMS, HEADER, stranger.privateKey)]) {
      await expect(verifier.verify(token)).rejects.toBeInstanceOf(TokenRejected);
    }
    expect(keys.asked).toEqual(['ec']);
    expect(revocations.checked).toBe(0);
  });

  it('says that it cannot tell where keys are not to be had', async () => {
    const { verifier } = setUp();
    const token = mint(CLAIMS, { ...HEADER, kid: 'unavailable' });
    await expect(verifier.verify(token)).rejects.toBeInstanceOf(CannotVerify);
  });

  it('remembers a verified token, and asks for its revocation each time, also once it was revoked', async () => {
    const { verifier, keys, revocations } = setUp();
    const token = mint();
    await verifier.verify(token);
    expect(verifier.recognise(token)).toMatchObject({ jti: CLAIMS.jti });
    expect([keys.asked.length, revocations.checked]).toEqual([1, 2]);
    revocations.revoked = true;
    for (let time = 0; time < 2; time++) {
      await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'revoked' });
      expect(() => verifier.recognise(token)).toThrow(TokenRejected);
    }
    // Its signature was not looked at again: a token that is of no use costs no more than one that is.
    expect([keys.asked.length, revocations.checked]).toEqual([1, 6]);
  });

  it('does not remember a token past its exp', async () => {
    let now = NOW;
    const options = { issuer: 'https://auth.test', audience: 'notes', clockSkew: 0 };
    const verifier = new AccessTokenVerifier(options, new Keys(), new Revocations(), () => now * 1000);
    const token = mint();
    await verifier.verify(token);
    now = CLAIMS.exp;
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'expired' });
  });

  it('remembers no more than it may', async () => {
    const options = { issuer: 'https://auth.test', audience: 'notes', cacheSize: 2 };
    const verifier = new AccessTokenVerifier(options, new Keys(), new Revocations(), () => NOW * 1000);
    const tokens = ['a', 'b', 'c'].map(jti => mint({ ...CLAIMS, jti }));
    for (const token of tokens) await verifier.verify(token);
    expect(tokens.map(token => verifier.recognise(token) !== undefined)).toEqual([false, true, true]);
  });

  it('refuses a skew beyond a minute', () => {
    const options = { issuer: 'i', audience: 'a', clockSkew: 61 };
    expect(() => new AccessTokenVerifier(options, new Keys(), new Revocations())).toThrow(RangeError);
  });
});
