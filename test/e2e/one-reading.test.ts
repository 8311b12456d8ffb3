import { beforeAll, describe, expect, it } from '@jest/globals';
import { newLogin, newPerson, type Person } from '../support/people.js';
import { sendRaw, type WireAnswer } from '../support/raw-http.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const LIVE = '/health/live';
const JSON_BODY = '{"email":"nobody@example.test","password":"not-the-password"}';
const CHUNKED = `${JSON_BODY.length.toString(16)}\r\n${JSON_BODY}\r\n0\r\n\r\n`;

const lines = (...all: readonly string[]): string => `${all.join('\r\n')}\r\n\r\n`;
const get = (...headers: readonly string[]): string => lines(`GET ${LIVE} HTTP/1.1`, 'Host: a', ...headers);
const target = (text: string): string => lines(`GET ${text} HTTP/1.1`, 'Host: a.test');
const post = (headers: readonly string[], body = JSON_BODY, version = '1.1'): string =>
  lines(`POST /v1/auth/login HTTP/${version}`, 'Host: a', 'Content-Type: application/json', ...headers) + body;
const LENGTH = `Content-Length: ${JSON_BODY.length}`;

/** Answered by Node's parser, which is to stay as strict as it is, or by the service: nobody needs to know which. */
const REFUSED: [string, string][] = [
  ['HTTP/1.1 without Host', lines(`GET ${LIVE} HTTP/1.1`)],
  ['two Hosts', get('Host: b')],
  ['two Hosts that are equal', get('Host: a')],
  ['a Host that is none', lines(`GET ${LIVE} HTTP/1.1`, 'Host: a b/c')],
  ['two Hosts in one', lines(`GET ${LIVE} HTTP/1.1`, 'Host: a, b')],
  ['HTTP/0.9', `GET ${LIVE}\r\n\r\n`],
  ['HTTP/0.9 that says so', lines(`GET ${LIVE} HTTP/0.9`)],
  ['HTTP/1.2', lines(`GET ${LIVE} HTTP/1.2`, 'Host: a')],
  ['HTTP/2.0 on a connection of HTTP/1', lines(`GET ${LIVE} HTTP/2.0`, 'Host: a')],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['two Content-Lengths that differ', post([LENGTH, 'Content-Length: 3'])],
  ['two Content-Lengths that are equal', post([LENGTH, LENGTH])],
  ['a list of Content-Lengths', post([`${LENGTH}, ${JSON_BODY.length}`])],
  ['a Content-Length with a sign', post([LENGTH.replace(': ', ': +')])],
  ['a Content-Length beside Transfer-Encoding', post([LENGTH, 'Transfer-Encoding: chunked'], CHUNKED)],
  ['Transfer-Encoding twice', post(['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], CHUNKED)],
  ['Transfer-Encoding: gzip, chunked', post(['Transfer-Encoding: gzip, chunked'], CHUNKED)],
  ['Transfer-Encoding: identity, chunked', post(['Transfer-Encoding: identity, chunked'], CHUNKED)],
  ['Transfer-Encoding: chunked, identity', post(['Transfer-Encoding: chunked, identity'], CHUNKED)],
  ['Transfer-Encoding: xchunked', post(['Transfer-Encoding: xchunked'], CHUNKED)],
  ['Transfer-Encoding without a value', post(['Transfer-Encoding: '], CHUNKED)],
  ['Transfer-Encoding with HTTP/1.0', post(['Transfer-Encoding: chunked'], CHUNKED, '1.0')],
  ['a chunk extension over two lines', post(['Transfer-Encoding: chunked'], CHUNKED.replace('\r\n', ';a\nb\r\n'))],
  ['chunks with bare line feeds', post(['Transfer-Encoding: chunked'], CHUNKED.replaceAll('\r\n', '\n'))],
  ['a chunk size with a space', post(['Transfer-Encoding: chunked'], CHUNKED.replace('\r\n', ' \r\n'))],
  ['a chunk size with 0x', post(['Transfer-Encoding: chunked'], `0x${CHUNKED}`)],
  ['a folded header', get('X-A: b', ' c')],
  ['a folded Transfer-Encoding', post(['Transfer-Encoding:', ' chunked'], CHUNKED)],
  ['bare line feeds', get().replaceAll('\r\n', '\n')],
  ['a bare carriage return', get('X-A: b\rX-B: c')],
  ['a space before a colon', get('X-A : b')],
  ['a space before the first header', lines(`GET ${LIVE} HTTP/1.1`, ' Host: a')],
  ['a header without a colon', get('X-A')],
  ['a NUL in a header', get('X-A: b\0c')],
  ['another expectation than 100-continue', post([LENGTH, 'Expect: the-unexpected'])],
  ['a target of another host', target(`http://b.test${LIVE}`)],
  ['a target of another port', target(`http://a.test:81${LIVE}`)],
  ['a target with a user', target(`http://user@a.test${LIVE}`)],
  ['a target of another scheme', target(`ftp://a.test${LIVE}`)],
  ['a target with a fragment', target(`${LIVE}#fragment`)],
  ['a target without a slash', target(LIVE.slice(1))],
  ['a target with back slashes', target(LIVE.replaceAll('/', '\\'))],
  ['a target with a byte beyond ASCII', target(`${LIVE}?\xe9`)],
  ['a target with a tab', target(`${LIVE}\t`)],
  ['a target with a space', target(`${LIVE} x`)],
  ['CONNECT', lines('CONNECT a:443 HTTP/1.1', 'Host: a:443')],
  ['CONNECT to a path', lines(`CONNECT ${LIVE} HTTP/1.1`, 'Host: a')],
  ...[
    'Authorization: Bearer a',
    'Cookie: a=b',
    'Content-Type: text/plain',
    'Origin: https://auth.example.test',
    'X-CSRF-Token: a',
    'Sec-Fetch-Site: same-origin',
    'Sec-Fetch-Mode: cors',
    'Sec-Fetch-Dest: empty',
    'Access-Control-Request-Method: GET',
    'Last-Event-ID: 1',
    'User-Agent: a',
  ].map((header): [string, string] => [`${header} twice`, get(header, header.toLowerCase())]),
];

describe('what a proxy and this service could take for two different requests', () => {
  // With CORS there is a route for OPTIONS of every path.
  const { database, service } = useGatehouse({ GATEHOUSE_CORS_ORIGINS: 'https://app.example.test' });
  let person: Person;
  let bearer: string;

  beforeAll(async () => {
    const login = await newLogin(service.api);
    person = login.person;
    bearer = `Authorization: Bearer ${login.tokens.access_token}`;
  });

  const send = (...parts: readonly string[]): Promise<WireAnswer[]> => sendRaw(service.url, ...parts);

  function expectRefusal(answers: readonly WireAnswer[], status: number, code: string): void {
    expect(answers.map(answer => [answer.status, answer.body['code']])).toEqual([[status, code]]);
    const { headers } = answers[0] as WireAnswer;
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('connection')).toBe('close');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  }

  // Each closes the connection, or `send` would wait for ever.
  it.each(REFUSED)('is refused: %s', async (_what, request) => {
    expectRefusal(await send(request), 400, 'invalid_request');
  });

  it('is refused on every kind of path, and by every method', async () => {
    const paths = ['/account', '/docs', '/openapi.json', '/.well-known/jwks.json', '/nothing', '/v1/users', '/metrics'];
    for (const path of paths) {
      for (const method of ['GET', 'POST', 'OPTIONS', 'TRACE']) {
        const request = lines(`${method} ${path} HTTP/1.1`, 'Host: a', 'Host: b');
        expectRefusal(await send(request), 400, 'invalid_request');
      }
    }
    const [answer] = await send(lines('POST /oauth/token HTTP/1.1', 'Host: a', 'Host: b'));
    expect([answer?.status, answer?.body['error']]).toEqual([400, 'invalid_request']);
  });

  it.each([201, 2001, 4000])('is refused: %d headers, whatever the last of them is', async count => {
    const many = Array.from({ length: count - 2 }, () => 'a:');
    expectRefusal(await send(get(...many, bearer)), 431, 'headers_too_large');
  });

  it('a second Authorization, Origin or Cookie is seen, however many headers stand before it', async () => {
    for (const second of [bearer, 'Origin: https://evil.example', 'Cookie: a=b']) {
      const [first = ''] = second.split(':', 1);
      for (const between of [0, 100, 1998, 2100]) {
        const filling = Array.from({ length: between }, () => 'a:');
        const text = lines('GET /v1/auth/me HTTP/1.1', 'Host: a', bearer, `${first}: x`, ...filling, second);
        const [answer] = await send(text);
        expect([second, between, answer?.status]).toEqual([second, between, between > 190 ? 431 : 400]);
      }
    }
  });

  it.each([
    ['HTTP/1.0 without Host', lines(`GET ${LIVE} HTTP/1.0`), 200],
    ['HTTP/1.0 with Host', lines(`GET ${LIVE} HTTP/1.0`, 'Host: a:8080'), 200],
    ['an empty Host', lines(`GET ${LIVE} HTTP/1.1`, 'Host:', 'Connection: close'), 200],
    ['an IPv6 Host', lines(`GET ${LIVE} HTTP/1.1`, 'Host: [2001:db8::1]:80', 'Connection: close'), 200],
    ['a target of the same host', lines(`GET http://A.test${LIVE} HTTP/1.1`, 'Host: a.Test', 'Connection: close'), 200],
    ['empty lines before it', `\r\n\r\n${get('Connection: close')}`, 200],
    ['many headers', get(...Array.from({ length: 190 }, (_, n) => `x-${n}: a`), 'Connection: close'), 200],
    [
      'an upgrade to HTTP/2',
      get('Connection: close, Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAM'),
      200,
    ],
    ['an upgrade to a WebSocket', get('Connection: close, Upgrade', 'Upgrade: websocket'), 200],
    ['chunks', post(['Transfer-Encoding: chunked', 'Connection: close'], CHUNKED), 401],
    ['CHUNKED', post(['Transfer-Encoding: CHUNKED', 'Connection: close'], CHUNKED), 401],
    [
      'a chunk extension',
      post(['Transfer-Encoding: chunked', 'Connection: close'], CHUNKED.replace('\r\n', ';a=b\r\n')),
      401,
    ],
    ['two Accepts', get('Accept: text/html', 'Accept: */*', 'Connection: close'), 200],
  ])('is served, since there is no doubt: %s', async (_what, request, status) => {
    expect((await send(request)).map(answer => answer.status)).toEqual([status]);
  });

  it('a trailer is no header', async () => {
    const chunks = `0\r\n${bearer}\r\n\r\n`;
    const text =
      lines('GET /v1/auth/me HTTP/1.1', 'Host: a', 'Transfer-Encoding: chunked', 'Connection: close') + chunks;
    expect((await send(text)).map(answer => answer.status)).toEqual([401]);
  });

  it('the body of a GET is not taken for the next request', async () => {
    const hidden = get('Connection: close');
    const text =
      get(`Content-Length: ${hidden.length}`) + hidden + lines('GET /nothing HTTP/1.1', 'Host: a', 'Connection: close');
    expect((await send(text)).map(answer => answer.status)).toEqual([200, 404]);
  });

  it('Expect: 100-continue is answered with 100, then as usual', async () => {
    const answers = await send(post([LENGTH, 'Expect: 100-continue', 'Connection: close']));
    expect(answers.map(answer => answer.status)).toEqual([100, 401]);
  });

  it('after a refusal nothing else is done that came over the same connection', async () => {
    const registration = JSON.stringify({ email: 'smuggled@example.test', password: person.password });
    const smuggled =
      lines(
        'POST /v1/auth/register HTTP/1.1',
        'Host: a',
        'Content-Type: application/json',
        `Content-Length: ${registration.length}`,
      ) + registration;
    for (const refused of [get('Host: b'), get('Transfer-Encoding: gzip, chunked'), 'NONSENSE\r\n\r\n']) {
      expectRefusal(await send(refused + smuggled), 400, 'invalid_request');
    }
    // By now they would have been there: this one is served after them.
    expect((await newPerson(service.api)).id).toBeDefined();
    expect(await database.query(`SELECT 1 FROM users WHERE email = 'smuggled@example.test'`)).toEqual([]);
  });

  it('what cannot be read costs nobody the answer to the request before it', async () => {
    const { email, password } = person;
    const body = JSON.stringify({ email, password });
    const login =
      lines(
        'POST /v1/auth/login HTTP/1.1',
        'Host: a',
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
      ) + body;
    for (const parts of [[`${login}NONSENSE\r\n\r\n`], [login, 'NONSENSE\r\n\r\n', 'MORE\r\n\r\n']]) {
      const answers = await send(...parts);
      expect(answers.map(answer => [answer.status, typeof answer.body['access_token']])).toEqual([[200, 'string']]);
    }
  });
});
