import { describe, expect, it } from '@jest/globals';
import { FeedMalformed, readRevocationBatch } from './revocation-batch.js';

const TIME = '2030-01-01T00:00:00.000Z';
const BATCH = { feed: 'f', reset: false, items: [] as unknown[], cursor: 'f.1', as_of: TIME };
const SUBJECT = { kind: 'subject', sub: 'u', min_epoch: 1, status: 'active', expires_at: TIME };
const ROLE = { kind: 'role', name: 'r', version: 1, permissions: ['a:b'] };
const read = (batch: unknown): unknown => readRevocationBatch(JSON.stringify(batch));

describe('readRevocationBatch', () => {
  it('reads a batch with entries of each kind', () => {
    const items = [
      { kind: 'session', sid: 's', expires_at: TIME },
      { kind: 'token', jti: 't', expires_at: TIME },
      { kind: 'key', kid: 'k', expires_at: TIME },
      SUBJECT,
      ROLE,
      { ...ROLE, permissions: [], expires_at: TIME },
    ];
    expect(read({ ...BATCH, items })).toEqual({ ...BATCH, items });
    expect(read({ ...BATCH, cursor: null, as_of: null })).toMatchObject({ cursor: null });
  });

  it('leaves out what a newer issuer may have', () => {
    const items = [{ kind: 'device', id: 'd' }, { kind: 'constructor' }, ROLE];
    expect(read({ ...BATCH, more: 1, items })).toMatchObject({ items: [ROLE] });
  });

  it.each([
    ['a list', []],
    ['a text', 'batch'],
    ['no feed', { ...BATCH, feed: undefined }],
    ['no reset', { ...BATCH, reset: undefined }],
    ['no items', { ...BATCH, items: undefined }],
    ['items that are no list', { ...BATCH, items: {} }],
    ['a cursor without a time', { ...BATCH, as_of: null }],
    ['a time without a cursor', { ...BATCH, cursor: null }],
    ['a time that is none', { ...BATCH, as_of: 'yesterday' }],
    ['a cursor that would break a header', { ...BATCH, cursor: 'a\r\nb' }],
    ['a cursor without end', { ...BATCH, cursor: 'a'.repeat(1025) }],
    ['an entry that is null', { ...BATCH, items: [null] }],
    ['an entry without a kind', { ...BATCH, items: [{ sid: 's' }] }],
    ['a session without an id', { ...BATCH, items: [{ kind: 'session', expires_at: TIME }] }],
    ['an empty id', { ...BATCH, items: [{ kind: 'session', sid: '', expires_at: TIME }] }],
    ['an id without end', { ...BATCH, items: [{ kind: 'token', jti: 'j'.repeat(256), expires_at: TIME }] }],
    ['an entry that never ends', { ...BATCH, items: [{ kind: 'key', kid: 'k' }] }],
    ['an epoch that is a text', { ...BATCH, items: [{ ...SUBJECT, min_epoch: '1' }] }],
    ['a standing that is not known', { ...BATCH, items: [{ ...SUBJECT, status: 'asleep' }] }],
    ['permissions that are no texts', { ...BATCH, items: [{ ...ROLE, permissions: [1] }] }],
    ['a role that includes what is no text', { ...BATCH, items: [{ ...ROLE, includes: [1] }] }],
    ['a role without a version', { ...BATCH, items: [{ ...ROLE, version: undefined }] }],
  ])('refuses %s', (_what, batch) => {
    expect(() => read(batch)).toThrow(FeedMalformed);
  });

  it('refuses what is no JSON, without repeating it', () => {
    expect(() => readRevocationBatch('{"secret')).toThrow(new FeedMalformed('has a message that is not a JSON object'));
  });
});
