import { describe, expect, it } from '@jest/globals';
import type { Signal } from './signal.js';
import { SignalBook } from './signal-book.js';

const from = (ip: string, more: Partial<Signal> = {}): Signal => ({
  kind: 'authz_fail',
  actor: { id: null, ip, user_agent: 'a test' },
  target: null,
  reason: 'insufficient_scope',
  ...more,
});

describe('the book of signals', () => {
  it('has one event for each kind and source, whatever the number', () => {
    const book = new SignalBook();
    for (let n = 0; n < 1000; n++)
      book.note(from('192.0.2.1', { reason: n % 4 === 0 ? 'csrf_token_invalid' : 'other' }));
    book.note(from('192.0.2.2'));
    book.note(from('192.0.2.1', { kind: 'authn_client_fail' }));
    expect(
      book.take().map(({ kind, actor: { ip }, details }) => [kind, ip, details?.['count'], details?.['reasons']]),
    ).toEqual([
      ['authz_fail', '192.0.2.1', 1000, { csrf_token_invalid: 250, other: 750 }],
      ['authz_fail', '192.0.2.2', 1, { insufficient_scope: 1 }],
      ['authn_client_fail', '192.0.2.1', 1, { insufficient_scope: 1 }],
    ]);
    expect(book.take()).toEqual([]);
  });

  it('sums up all sources beyond two hundred of a kind in one event', () => {
    const book = new SignalBook();
    for (let n = 0; n < 1000; n++) book.note(from(`10.0.${n >> 8}.${n & 255}`));
    book.note(from('10.0.0.1'));
    const events = book.take();
    expect(events).toHaveLength(201);
    expect(events.at(-1)).toMatchObject({ actor: { id: null, ip: null, user_agent: null }, details: { count: 800 } });
    expect(events[1]).toMatchObject({ actor: { ip: '10.0.0.1' }, details: { count: 2 } });
  });

  it('tells what it was aimed at, ten at most', () => {
    const book = new SignalBook();
    book.note(from('192.0.2.1', { target: 'a' }));
    book.note(from('192.0.2.1', { target: 'a' }));
    for (let n = 0; n < 50; n++) book.note(from('192.0.2.2', { target: `t${n}` }));
    const [one, many] = book.take();
    expect([one?.target, one?.details?.['targets']]).toEqual(['a', undefined]);
    expect([many?.target, many?.details?.['targets']]).toEqual([null, Array.from({ length: 10 }, (_, n) => `t${n}`)]);
  });
});
