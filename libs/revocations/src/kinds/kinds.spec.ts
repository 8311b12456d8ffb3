import { describe, expect, it } from '@jest/globals';
import { entryOf, isKnownKind, kindsThat, lifeOf } from './kinds.js';
import type { FeedRow } from './revocation-kind.js';

const expires_at = new Date('2030-01-01T00:00:00Z');
const expires = expires_at.toISOString();
const row = (partial: Pick<FeedRow, 'kind'> & Partial<FeedRow>): FeedRow => ({
  target: 'it',
  min_epoch: null,
  status: null,
  definition: null,
  expires_at,
  ...partial,
});

describe('a row of the feed', () => {
  it.each([
    [row({ kind: 'session' }), { kind: 'session', sid: 'it', expires_at: expires }],
    [row({ kind: 'token' }), { kind: 'token', jti: 'it', expires_at: expires }],
    [row({ kind: 'key' }), { kind: 'key', kid: 'it', expires_at: expires }],
    [
      row({ kind: 'subject', min_epoch: 0, status: 'active' }),
      { kind: 'subject', sub: 'it', min_epoch: 0, status: 'active', expires_at: expires },
    ],
    [
      row({ kind: 'role', definition: { version: 1, permissions: ['a:b'], includes: [] }, expires_at: null }),
      { kind: 'role', name: 'it', version: 1, permissions: ['a:b'] },
    ],
    [
      row({ kind: 'role', definition: { version: 2, permissions: [], includes: ['other'] } }),
      { kind: 'role', name: 'it', version: 2, permissions: [], includes: ['other'], expires_at: expires },
    ],
    [
      row({
        kind: 'role',
        definition: { version: 3, permissions: ['a:b'], includes: [], requires_mfa: true },
        expires_at: null,
      }),
      { kind: 'role', name: 'it', version: 3, permissions: ['a:b'], requires_mfa: true },
    ],
  ])('travels as its kind says: %j', (read, entry) => {
    // The order too: it is what subscribers have seen so far.
    expect(JSON.stringify(entryOf(read))).toBe(JSON.stringify(entry));
  });

  it.each([
    row({ kind: 'session', expires_at: null }),
    row({ kind: 'subject', status: 'active' }),
    row({ kind: 'subject', min_epoch: 1 }),
    row({ kind: 'role' }),
  ])('that lacks what its kind needs is refused: %j', read => {
    expect(() => entryOf(read)).toThrow('a row of the feed lacks what its kind needs');
  });
});

describe('the kinds', () => {
  it('say how long an entry has to be known', () => {
    const hourAndTwoMinutes = 3720;
    expect(lifeOf({ kind: 'session', target: 'it' })).toBe(hourAndTwoMinutes);
    expect(lifeOf({ kind: 'subject', target: 'it' })).toBe(hourAndTwoMinutes);
    expect(lifeOf({ kind: 'key', target: 'it' })).toBe(2 * 86_400);
    expect(lifeOf({ kind: 'role', target: 'it' })).toBeNull();
    expect(lifeOf({ kind: 'role', target: 'it', deleted: true })).toBe(hourAndTwoMinutes);
  });

  it('say which of them are superseded and which ones stay, in SQL', () => {
    expect(kindsThat(({ isSuperseded }) => isSuperseded)).toBe(`'subject', 'role'`);
    expect(kindsThat(({ staysWhenExpired }) => staysWhenExpired)).toBe(`'role'`);
  });

  it('are those that are known: others are for newer instances', () => {
    expect(['session', 'role', 'device', 'toString'].map(isKnownKind)).toEqual([true, true, false, false]);
  });
});
