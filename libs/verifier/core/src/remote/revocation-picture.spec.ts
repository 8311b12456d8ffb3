import { describe, expect, it } from '@jest/globals';
import type { RevocationBatch, RevocationEntry } from '../../../../contracts/src/index.js';
import type { VerifiedToken } from '../verified-token-cache.js';
import { FeedMalformed } from './revocation-batch.js';
import { RevocationPicture } from './revocation-picture.js';

const TIME = '2030-01-01T00:00:00.000Z';
const session = (sid: string): RevocationEntry => ({ kind: 'session', sid, expires_at: TIME });
const subject = (sub: string, min_epoch: number, status: 'active' | 'disabled' = 'active'): RevocationEntry => ({
  kind: 'subject',
  sub,
  min_epoch,
  status,
  expires_at: TIME,
});
const role = (name: string, version: number, ...permissions: string[]): RevocationEntry => ({
  kind: 'role',
  name,
  version,
  permissions,
});

type Parts = Partial<RevocationBatch>;
const batch = (items: RevocationEntry[], rest: Parts = {}): RevocationBatch => ({
  feed: 'f',
  reset: false,
  cursor: 'f.1',
  as_of: TIME,
  items,
  ...rest,
});
const first = { reset: true };
const more = { cursor: null, as_of: null };

function refuses(picture: RevocationPicture, claims: { sid?: string; sub?: string; epoch?: number }): unknown {
  const token = { claims: { jti: 'j', sub: 'u', epoch: 1, client_id: 'c', ...claims }, kid: 'k' };
  return picture.state?.refuses(token as unknown as VerifiedToken);
}

describe('RevocationPicture', () => {
  it('knows nothing before the first picture is whole', () => {
    const picture = new RevocationPicture();
    expect(picture.apply(batch([session('a')], { ...first, ...more }))).toEqual([]);
    expect(picture.apply(batch([session('b')], more))).toEqual([]);
    expect([picture.state, picture.cursor]).toEqual([undefined, undefined]);
    expect(picture.apply(batch([session('c')], { cursor: 'f.3' }))).toEqual(['a', 'b', 'c'].map(session));
    expect(picture.cursor).toBe('f.3');
    expect(refuses(picture, { sid: 'b' })).toBe(true);
  });

  it('tells of each thing once, whatever comes again or out of order', () => {
    const picture = new RevocationPicture();
    picture.apply(batch([], first));
    expect(picture.apply(batch([session('a'), session('a'), subject('u', 3)]))).toEqual([
      session('a'),
      subject('u', 3),
    ]);
    expect(picture.apply(batch([subject('u', 2), session('a')]))).toEqual([]);
    expect(refuses(picture, { epoch: 2 })).toBe(true);
  });

  it('tells at once of a change that comes in parts', () => {
    const picture = new RevocationPicture();
    picture.apply(batch([], first));
    expect(picture.apply(batch([session('a')], more))).toEqual([session('a')]);
    expect(picture.cursor).toBe('f.1');
    expect(picture.apply(batch([], { cursor: 'f.2' }))).toEqual([]);
    expect(picture.cursor).toBe('f.2');
  });

  it('lets the old picture count until a new one is whole, and forgets a new one that was cut short', () => {
    const picture = new RevocationPicture();
    picture.apply(batch([session('a')], first));
    picture.apply(batch([session('b')], { feed: 'g', ...first, ...more }));
    expect([refuses(picture, { sid: 'a' }), refuses(picture, { sid: 'b' })]).toEqual([true, false]);
    picture.abandon();
    expect(picture.apply(batch([session('c')]))).toEqual([session('c')]);
    expect([refuses(picture, { sid: 'b' }), picture.cursor]).toEqual([false, 'f.1']);
  });

  it('keeps ids, and takes the word of a new feed alone on subjects and roles', () => {
    const picture = new RevocationPicture();
    picture.apply(batch([session('old'), subject('u', 5), role('r', 9, 'a:b'), role('gone', 2, 'a:b')], first));
    const news = picture.apply(
      batch([session('new'), subject('u', 2), role('r', 3, 'c:d')], { feed: 'g', cursor: 'g.1', ...first }),
    );
    expect(news).toEqual([session('new'), role('r', 3, 'c:d')]);
    expect([refuses(picture, { sid: 'old' }), refuses(picture, { sid: 'new' })]).toEqual([true, true]);
    expect([refuses(picture, { epoch: 1 }), refuses(picture, { epoch: 2 })]).toEqual([true, false]);
    expect(['a:b', 'c:d'].map(permission => picture.state?.permits(['r', 'gone'], permission))).toEqual([false, true]);
  });

  it('tells of what a new picture takes away, and not of what it repeats', () => {
    const picture = new RevocationPicture();
    picture.apply(batch([session('a'), subject('u', 3), role('r', 1, 'a:b', 'c:d')], first));
    const repeated = [session('a'), subject('u', 3), role('r', 1, 'c:d', 'a:b')];
    const newer = [session('b'), subject('v', 1), subject('u', 3, 'disabled'), role('r', 2, 'a:b')];
    const unseen = newer.filter(entry => entry.kind !== 'subject' || entry.sub !== 'u');
    expect(picture.apply(batch([...repeated, ...unseen], first))).toEqual(unseen);
    expect(picture.apply(batch(newer, { feed: 'g', ...first }))).toEqual([newer[2]]);
  });

  it('goes on with no picture that was not begun, and then wants a whole one', () => {
    const picture = new RevocationPicture();
    expect(() => picture.apply(batch([]))).toThrow(FeedMalformed);
    picture.apply(batch([], first));
    expect(() => picture.apply(batch([], { feed: 'g' }))).toThrow(FeedMalformed);
    expect(picture.cursor).toBeUndefined();
    expect(picture.state).toBeDefined();
  });
});
