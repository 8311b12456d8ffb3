import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '#libs/platform';
import { cookiesOf, readSessionCookies } from './session-cookies.js';

const PAIR = {
  access_token: 'ey.J-.x_',
  refresh_token: 'gtr_abc',
  expires_in: 5,
  session_expires_in: 9,
  session_id: 'an-id',
};

describe('the cookies of a session', () => {
  it('are read as they were written', () => {
    const sent = cookiesOf(PAIR).map(line => line.split(';')[0]);
    expect(readSessionCookies(sent.join('; '))).toEqual({ access: 'ey.J-.x_', refresh: 'gtr_abc' });
    expect(readSessionCookies(`a=b;${sent[1] ?? ''};c`)).toEqual({ refresh: 'gtr_abc' });
  });

  it('are told from all others by their exact names', () => {
    for (const other of [
      'gatehouse_access=x',
      '__host-gatehouse_access=x',
      '__Host-gatehouse_access2=x',
      'x=__Host-gatehouse_access=y',
      // To a browser none of these has the prefix: whoever may set a cookie for the domain may set them.
      ...['\u00a0', '\u0085', '\u000b', '\u000c', '\ufeff', '\u2000'].flatMap(space => [
        `${space}__Host-gatehouse_access=x`,
        `__Host-gatehouse_access${space}=x`,
      ]),
      '',
      ';;',
      '=',
    ]) {
      expect(readSessionCookies(other)).toBeUndefined();
    }
  });

  it('are refused if one comes twice, be it the same', () => {
    for (const name of ['__Host-gatehouse_access', '__Host-gatehouse_refresh']) {
      expect(() => readSessionCookies(`${name}=a; b=c; ${name}=a`)).toThrow(DomainError);
      expect(() => readSessionCookies(`${name}; ${name}=`)).toThrow(DomainError);
    }
  });

  it('make no reader fail otherwise, whatever a header holds', () => {
    fc.assert(fc.property(fc.string(), text => void readSessionCookies(text)));
  });
});
