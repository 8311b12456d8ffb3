import { describe, expect, it } from '@jest/globals';
import { answerTo, withParameters } from './answer.js';

const ISSUER = 'https://auth.example.org';

describe('the answer of an authorization', () => {
  it('keeps what the address has, and encodes what is added', () => {
    const address = {
      redirect_uri: 'https://wiki.example.org/cb?a=b%20c',
      response_mode: 'query',
      state: 'x&y= z',
    } as const;
    const { url, fields } = answerTo(address, ISSUER, { code: 'gac_1' });
    expect(fields).toBeNull();
    expect([...new URL(url).searchParams]).toEqual([
      ['a', 'b c'],
      ['code', 'gac_1'],
      ['state', 'x&y= z'],
      ['iss', ISSUER],
    ]);
  });

  it.each([
    ['https://wiki.example.org/cb?flag', 'https://wiki.example.org/cb?flag&code=x+y'],
    ['https://wiki.example.org/cb?a=b%20c&d=%7e', 'https://wiki.example.org/cb?a=b%20c&d=%7e&code=x+y'],
    ['https://wiki.example.org/cb?', 'https://wiki.example.org/cb?code=x+y'],
    ['https://wiki.example.org/cb?a&', 'https://wiki.example.org/cb?a&code=x+y'],
    ['https://wiki.example.org', 'https://wiki.example.org?code=x+y'],
    ['http://127.0.0.1:80/cb', 'http://127.0.0.1:80/cb?code=x+y'],
    ['org.example.app://cb?a+b', 'org.example.app://cb?a+b&code=x+y'],
  ])('leaves %s as it is written', (uri, told) => {
    expect(withParameters(uri, { code: 'x y' })).toBe(told);
    expect(withParameters(uri, {})).toBe(uri);
  });

  it('is a form where that is asked for, and has no state where there was none', () => {
    const address = { redirect_uri: 'https://wiki.example.org/cb', response_mode: 'form_post', state: null } as const;
    expect(answerTo(address, ISSUER, { error: 'access_denied' })).toEqual({
      url: 'https://wiki.example.org/cb',
      fields: { error: 'access_denied', iss: ISSUER },
    });
  });

  it('goes to the scheme of an app as well', () => {
    const address = { redirect_uri: 'org.example.app:/cb', response_mode: 'query', state: null } as const;
    expect(answerTo(address, ISSUER, { code: 'c' }).url).toBe(
      `org.example.app:/cb?code=c&iss=${encodeURIComponent(ISSUER)}`,
    );
  });
});
