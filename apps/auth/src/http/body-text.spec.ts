import { randomInt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parseForm, textOf } from './body-text.js';

const PIECES = [
  'x',
  'y',
  'token',
  '=',
  '=',
  '&',
  '&',
  '%20',
  '%',
  '+',
  '?',
  '__proto__',
  'é',
  '.',
  '-',
  '~',
  '*',
  ';',
  ' ',
];

const randomForm = (): string => Array.from({ length: randomInt(12) }, () => PIECES[randomInt(PIECES.length)]).join('');

describe('the text of a body', () => {
  it('is what its bytes say, a byte order mark included, and nothing where they say no text', () => {
    expect(textOf(Buffer.from('\uFEFF{"a":"é"}'))).toBe('\uFEFF{"a":"é"}');
    expect(() => textOf(Buffer.from([0x22, 0xff, 0x22]))).toThrow('not UTF-8');
  });

  it.each(['token=a.b-c_d~e*f', 'grant_type=client_credentials&scope=', 'a=1&b=2&a.b=3', '__proto__=x', ''])(
    'of a form is read alike, whether something is encoded in it or not: %s',
    form => {
      expect(Object.entries(parseForm(form))).toEqual([...new URLSearchParams(form)]);
      // A parameter without a name or value is none: it has the form read in the other way.
      expect(parseForm(`${form}&`)).toEqual(parseForm(form));
    },
  );

  it('of any form is read as the URL Standard says', () => {
    for (let round = 0; round < 5000; round++) {
      const form = randomForm();
      const entries = [...new URLSearchParams(form)];
      const isTwice = new Set(entries.map(([name]) => name)).size < entries.length;
      if (isTwice) expect(() => parseForm(form)).toThrow('more than once');
      else expect(Object.entries(parseForm(form)).sort()).toEqual(entries.sort());
    }
  });
});
