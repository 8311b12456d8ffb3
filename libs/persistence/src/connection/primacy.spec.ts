import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Primacy } from './primacy.js';
import type { Word } from './word.js';

/** What a server of the one database says. */
const word = (timeline: number | undefined, system = '7'): Word => ({ system, timeline });

const A = { host: 'a', port: 5432 };
const B = { host: 'b', port: 5432 };

describe('who was the primary', () => {
  let primacy: Primacy;

  beforeEach(() => {
    jest.useFakeTimers();
    primacy = new Primacy();
  });

  afterEach(() => void jest.useRealTimers());

  it.each([
    ['two on the same timeline', [3, 3], [false, false]],
    ['one on an earlier timeline', [3, 4], [true, false]],
    ['one that follows', [undefined, 4], [false, false]],
    ['one on an earlier timeline than one that follows', [3, undefined], [false, false]],
  ])('of %s', (_what, timelines, expected) => {
    for (const [i, host] of [A, B].entries()) primacy.heard(host, word(timelines[i]));
    expect([A, B].map(host => primacy.isOver(host))).toEqual(expected);
  });

  it('is not known of a server that has said nothing', () => {
    primacy.heard(A, word(7));
    expect(primacy.isOver(B)).toBe(false);
  });

  it('is none of the business of another database', () => {
    primacy.heard(A, word(1));
    primacy.heard(B, word(2, '8'));
    expect([A, B].map(host => primacy.isOver(host))).toEqual([false, false]);
  });

  it('is known for a minute after the other one has said its last word', () => {
    primacy.heard(A, word(1));
    primacy.heard(B, word(2));
    jest.advanceTimersByTime(59_000);
    primacy.heard(A, word(1));
    expect(primacy.isOver(A)).toBe(true);
    jest.advanceTimersByTime(2000);
    expect(primacy.isOver(A)).toBe(false);
  });

  it('is what each said last', () => {
    primacy.heard(A, word(1));
    primacy.heard(B, word(2));
    primacy.heard(A, word(3));
    expect([A, B].map(host => primacy.isOver(host))).toEqual([false, true]);
  });
});
