import { describe, expect, it } from '@jest/globals';
import { answerTo } from './answer.js';

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
