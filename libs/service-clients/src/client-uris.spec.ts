import { describe, expect, it } from '@jest/globals';
import { CLIENT_KINDS, type ClientKind } from './client-kind.js';
import { isRegistered, refusalOfRedirectUri, refusalOfWebUri } from './client-uris.js';

const APP = 'https://wiki.example.org/callback';

describe('an address for the answer of a login', () => {
  it.each<[string, readonly ClientKind[]]>([
    [APP, CLIENT_KINDS],
    ['https://wiki.example.org', CLIENT_KINDS],
    ['https://wiki.example.org:8443/a/b?c=d', CLIENT_KINDS],
    ['http://127.0.0.1:4180/oauth2/callback', CLIENT_KINDS],
    ['http://[::1]/callback', CLIENT_KINDS],
    ['http://localhost:3000/', CLIENT_KINDS],
    ['org.example.app:/callback', ['native']],
    ['org.example.app://callback', ['native']],
  ])('may be %s for %j', (uri, kinds) => {
    expect(CLIENT_KINDS.filter(kind => refusalOfRedirectUri(uri, kind) === undefined)).toEqual(kinds);
  });

  it.each([
    'http://wiki.example.org/callback',
    'http://127.0.0.1.example.org/',
    'http://127.0.0.2/',
    'http://0.0.0.0/',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'blob:https://wiki.example.org/1',
    'app:/callback',
    'vbscript:x.y',
    `${APP}#`,
    `${APP}#fragment`,
    'https://*.example.org/callback',
    'https://wiki.example.org/*',
    'https://wiki.example.org@evil.example/callback',
    'https://:secret@wiki.example.org/callback',
    'https://WIKI.example.org/callback',
    'HTTPS://wiki.example.org/callback',
    'https://wiki.example.org:443/callback',
    'https://wiki.example.org/a/../callback',
    'https://wiki.example.org/%2e%2e/callback',
    'https://wiki.example.org\\callback',
    'https:wiki.example.org/callback',
    'https:///wiki.example.org/callback',
    ' https://wiki.example.org/callback',
    'https://wiki.example.org/call\tback',
    'https://wiki.example.org/call\nback',
    'https://wíki.example.org/callback',
    '//wiki.example.org/callback',
    '/callback',
    'callback',
    '',
  ])('is not %j', uri => {
    for (const kind of CLIENT_KINDS) expect(refusalOfRedirectUri(uri, kind)).toEqual(expect.any(String));
  });

  it('has another rule where nobody is sent there', () => {
    expect(refusalOfWebUri(APP)).toBeUndefined();
    for (const uri of ['org.example.app:/x', 'http://wiki.example.org/', `${APP}#x`])
      expect(refusalOfWebUri(uri)).toEqual(expect.any(String));
  });
});

describe('an address that is asked for', () => {
  it.each([
    `${APP}/`,
    `${APP}?`,
    `${APP}?a=b`,
    `${APP}#`,
    'https://wiki.example.org/Callback',
    'https://WIKI.example.org/callback',
    'https://wiki.example.org:443/callback',
    'https://wiki.example.org:8443/callback',
    'https://a.wiki.example.org/callback',
    'https://wiki.example.org.evil.example/callback',
    'https://wiki.example.org@evil.example/callback',
    'https://wiki.example.org/x/../callback',
    'https://wiki.example.org/callback/../../x',
    'http://wiki.example.org/callback',
    'https://wiki.example.org%2fcallback',
  ])('is not another one, if ever so like: %s', uri => {
    for (const kind of CLIENT_KINDS) expect(isRegistered(uri, kind, [APP])).toBe(false);
  });

  it('may have any port on a loopback address, if the application is on a device', () => {
    const registered = ['http://127.0.0.1/callback', 'http://[::1]:8000/callback'];
    for (const uri of [
      'http://127.0.0.1:50123/callback',
      'http://127.0.0.1:80/callback',
      'http://[::1]:1/callback',
      'http://[::1]:80/callback',
      'http://127.0.0.1/callback',
    ]) {
      expect(isRegistered(uri, 'native', registered)).toBe(true);
      expect(isRegistered(uri, 'web', registered)).toBe(registered.includes(uri));
    }
    for (const uri of [
      'http://127.0.0.1:50123/other',
      'http://localhost:50123/callback',
      'https://127.0.0.1:50123/callback',
      'http://127.0.0.1:80@evil.example/callback',
      'http://127.0.0.1:80:80/callback',
      'http://127.0.0.1:80.evil.example/callback',
      'http://evil.example/http://127.0.0.1:80/callback',
      'http://127.0.0.1:99999/callback',
      'http://127.1:50123/callback',
      'http://127.0.0.1:50123/callback#x',
    ])
      expect(isRegistered(uri, 'native', registered)).toBe(false);
  });
});
