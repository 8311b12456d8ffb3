import { describe, expect, it } from '@jest/globals';
import { addressesIn } from './addresses.js';

const namesIn = (text: string): string[] => addressesIn(text).map(({ name }) => name);

describe('addresses that somebody has pasted', () => {
  it.each([
    ['a line each', 'ada@example.org\ngrace@example.org\n', ['ada@example.org', 'grace@example.org']],
    [
      'the form of a mail',
      'Ada L. <Ada@Example.org>, "G" <grace@example.org>;',
      ['ada@example.org', 'grace@example.org'],
    ],
    ['a column of a table', ' ada@example.org\t17\r\n', ['ada@example.org']],
    ['the same twice', 'ada@example.org\nADA@example.org', ['ada@example.org']],
    ['what is none, as it stands', 'Ada Lovelace\n', ['ada lovelace']],
    ['nothing', ' \n,;', []],
  ])('may stand in %s', (_, text, expected) => {
    expect(namesIn(text)).toEqual(expected);
  });
});
