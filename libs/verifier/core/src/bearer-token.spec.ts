import { describe, expect, it } from '@jest/globals';
import { readBearerToken } from './index.js';

const token = (text: string): unknown => ({ kind: 'token', token: text });
const NONE = { kind: 'none' };
const MALFORMED = { kind: 'malformed' };

describe('readBearerToken', () => {
  const table: [string, string[], unknown][] = [
    ['no header at all', [], NONE],
    ['other headers', ['Host', 'a', 'authorisation', 'Bearer x', 'x-authorize-me', 'Bearer x'], NONE],
    ['a token', ['Host', 'a', 'Authorization', 'Bearer a.b-c_d~e+f/g=='], token('a.b-c_d~e+f/g==')],
    ['a name and scheme in other letters', ['aUTHORIZATION', 'bEARER abc'], token('abc')],
    ['spaces around the token', ['authorization', 'Bearer   abc  '], token('abc')],
    ['another scheme', ['authorization', 'Basic abc'], NONE],
    ['a scheme that begins alike', ['authorization', 'Bearerx abc'], NONE],
    ['an empty value', ['authorization', ''], NONE],
    ['the scheme alone', ['authorization', 'Bearer'], MALFORMED],
    ['the scheme and a space', ['authorization', 'Bearer '], MALFORMED],
    ['two tokens', ['authorization', 'Bearer a b'], MALFORMED],
    ['a tab for a space', ['authorization', 'Bearer\tabc'], NONE],
    ['a comma', ['authorization', 'Bearer a,b'], MALFORMED],
    ['an equals sign inside', ['authorization', 'Bearer a=b'], MALFORMED],
    ['equals signs alone', ['authorization', 'Bearer =='], MALFORMED],
    ['a letter beyond ASCII', ['authorization', 'Bearer ä'], MALFORMED],
    ['two headers', ['authorization', 'Bearer a', 'Authorization', 'Bearer a'], MALFORMED],
    ['a second header of another scheme', ['authorization', 'Bearer a', 'Authorization', 'Basic a'], MALFORMED],
    ['a second header that is empty', ['authorization', 'Bearer a', 'Authorization', ''], MALFORMED],
    ['an empty header before one', ['authorization', '', 'Authorization', 'Bearer a'], MALFORMED],
    ['a name without a value', ['Host', 'a', 'Authorization'], NONE],
  ];

  it.each(table)('%s, the first time and again', (_what, headers, expected) => {
    expect(readBearerToken(headers)).toEqual(expected);
    expect(readBearerToken(headers)).toEqual(expected);
  });

  it('does not take a malformed header for a good one that ends alike', () => {
    const end = 'x'.repeat(64);
    expect(readBearerToken(['authorization', `Bearer ${end}`])).toEqual(token(end));
    expect(readBearerToken(['authorization', `Bearer a,${end}`])).toEqual(MALFORMED);
    expect(readBearerToken(['authorization', `Basic ${end}`])).toEqual(NONE);
    expect(readBearerToken(['authorization', `Bearer ${end}`])).toEqual(token(end));
  });

  it('reads right whatever it has seen before, however much that was', () => {
    for (let i = 0; i < 3000; i++) expect(readBearerToken(['authorization', `Bearer t${i}`])).toEqual(token(`t${i}`));
    expect(readBearerToken(['authorization', 'Bearer t0'])).toEqual(token('t0'));
  });
});
