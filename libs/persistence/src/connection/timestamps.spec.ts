import { describe, expect, it } from '@jest/globals';
import { UnexpectedValue } from '../database-errors.js';
import { parseTimestamp } from './timestamps.js';

describe('a timestamp of PostgreSQL', () => {
  it.each([
    ['2026-11-29 02:04:29.5+00', '2026-11-29T02:04:29.500Z'],
    ['2026-11-29 02:04:29+00', '2026-11-29T02:04:29.000Z'],
    ['2026-02-28 23:59:59.999999+00', '2026-02-28T23:59:59.999Z'],
    ['0001-01-01 00:00:00.000001+00', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31 23:59:59.1234+00', '9999-12-31T23:59:59.123Z'],
    ['2026-11-29 02:04:29+05:30', '2026-11-28T20:34:29.000Z'],
    ['infinity', '9999-12-31T23:59:59.999Z'],
    ['-infinity', '0001-01-01T00:00:00.000Z'],
    ['294276-12-31 23:59:59+00', '9999-12-31T23:59:59.999Z'],
    ['0044-03-15 12:00:00+00 BC', '0001-01-01T00:00:00.000Z'],
    ['0044-03-15 12:00:00+00', '0044-03-15T12:00:00.000Z'],
  ])('%s is a time that can be written', (text, expected) => {
    expect(parseTimestamp(text).toISOString()).toBe(expected);
  });

  it.each(['29.11.2026 02:04:29 UTC', 'Sun Nov 29 02:04:29 2026 UTC', ''])('%s is none', text => {
    expect(() => parseTimestamp(text)).toThrow(UnexpectedValue);
  });
});
