import { describe, expect, it } from '@jest/globals';
import { FAILURES, periodOf, SERIES } from './period.js';

const at = (time: string): Date => new Date(`2030-06-${time}Z`);
const NOW = at('15T12:34:56.789').getTime();

describe('a period', () => {
  it.each([
    ['minute', '15T11:34', '15T12:35'],
    ['hour', '14T12:00', '15T13:00'],
    ['day', '', '16T00:00'],
  ] as const)('of %ss has its usual length without a word, and whole steps up to now', (step, since, until) => {
    const period = periodOf(SERIES[step], {}, NOW);
    expect(period).toEqual({ since: step === 'day' ? new Date('2030-05-16') : at(since), until: at(until) });
  });

  it('has the steps in which it begins and ends, and none that is yet to begin', () => {
    const asked = { since: at('15T10:59:59.999'), until: at('15T12:00:00.001') };
    expect(periodOf(SERIES.hour, asked, NOW)).toEqual({ since: at('15T10:00'), until: at('15T13:00') });
    expect(periodOf(SERIES.hour, { ...asked, until: at('15T12:00') }, NOW).until).toEqual(at('15T12:00'));
    expect(periodOf(SERIES.hour, { ...asked, until: at('20T00:00') }, NOW).until).toEqual(at('15T13:00'));
  });

  it.each([
    ['empty', SERIES.hour, { since: at('15T10:00'), until: at('15T10:00') }, 'is_empty'],
    ['yet to come', SERIES.hour, { since: at('15T12:35') }, 'is_empty'],
    ['too long, of minutes', SERIES.minute, { since: at('14T12:34:56') }, 'is_too_long'],
    ['too long, of hours', SERIES.hour, { since: new Date('2030-05-15T12:34:56Z') }, 'is_too_long'],
    ['too long, of days', SERIES.day, { since: new Date('2029-06-14T12:34:56Z') }, 'is_too_long'],
    ['too long, of failures', FAILURES, { since: at('08T12:34:56') }, 'is_too_long'],
    [
      'too long ago',
      FAILURES,
      { since: new Date('2030-05-15T12:34:56Z'), until: new Date('2030-05-15T18:00:00Z') },
      'is_too_long_ago',
    ],
  ])('is refused where it is %s', (_what, terms, asked, code) => {
    const refused = { code: 'validation_failed', errors: [expect.objectContaining({ field: 'since', code })] };
    expect(() => periodOf(terms, asked, NOW)).toThrow(expect.objectContaining(refused));
  });

  it('of the most that may be asked for is taken to the millisecond', () => {
    const { since } = periodOf(SERIES.minute, { since: new Date(NOW - 1440 * 60_000) }, NOW);
    expect(since).toEqual(at('14T12:34'));
  });
});
