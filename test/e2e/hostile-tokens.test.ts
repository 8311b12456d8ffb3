import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tokens } from '../support/api.js';
import { ISSUER } from '../support/gatehouse.js';
import { encode, es256, hs256, jws } from '../support/jws.js';
import { basic, clientToken, newClient, postForm, type ServiceClient } from '../support/oauth.js';
import { adminToken, claimsOf, logIn, newLogin, newPerson } from '../support/people.js';
import { range } from '../support/rounds.js';
import { currentSigningKey, type SigningKey } from '../support/signing-key.js';
import { StatementCounter } from '../support/statement-counter.js';
import { useRelay } from '../support/tcp-relay.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

/** Order of the group of P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const INVALID_TOKEN = 'Bearer realm="gatehouse", error="invalid_token"';

type Claims = Readonly<Record<string, unknown>>;

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const ed = generateKeyPairSync('ed25519');

const database = useDatabase();
const counter = useRelay(StatementCounter, database);
const [service] = useInstances(database, () => ({ DATABASE_URL: counter.url, GATEHOUSE_CLEANUP_INTERVAL: '1h' }));
let introspector: ServiceClient;
let worker: ServiceClient;
let key: SigningKey;
/** A good login: each hostile token differs from its access token in one point. */
let good: Tokens;
/** Another one, of another person. */
let other: Tokens;
let header: { alg: string; typ: string; kid: string };
let claims: Claims;
let h: string;
let p: string;
let s: string;
/** Tokens that were good, each with another reason why it is not any more. */
const dead: Record<string, string> = {};

beforeAll(async () => {
  const admin = await adminToken(service.api);
  introspector = await newClient(service.api, admin, { scopes: ['introspect'] });
  worker = await newClient(service.api, admin);
  key = await currentSigningKey(database);
  good = (await newLogin(service.api)).tokens;
  other = (await newLogin(service.api)).tokens;
  header = { alg: 'ES256', typ: 'at+jwt', kid: key.kid };
  claims = claimsOf(good.access_token);
  [h = '', p = '', s = ''] = good.access_token.split('.');
  await endSome(admin);
});

async function endSome(admin: string): Promise<void> {
  const { api } = service;
  const loggedOut = (await newLogin(api)).tokens;
  await api.post('/v1/auth/logout', undefined, { token: loggedOut.access_token });
  dead['session'] = loggedOut.access_token;

  const person = await newPerson(api);
  dead['epoch'] = (await logIn(api, person)).access_token;
  await api.post('/v1/auth/logout-all', undefined, { token: dead['epoch'] });

  const byId = (await newLogin(api)).tokens.access_token;
  await api.post('/v1/revocations', { jti: claimsOf(byId)['jti'] }, { token: admin });
  dead['jti'] = byId;

  const disabled = await newLogin(api);
  await api.patch(`/v1/users/${disabled.person.id}`, { status: 'disabled' }, { token: admin });
  dead['account'] = disabled.tokens.access_token;

  const gone = await newClient(api, admin);
  dead['client'] = await clientToken(api, gone);
  await api.delete(`/v1/clients/${gone.client_id}`, { token: admin });
}

/** Signed by the service's own key. */
const signed = (payload: unknown, head: unknown = header): string => jws(head, payload, es256(key.privateKey));
const withClaims = (change: Claims): string => signed({ ...claims, ...change });
const withHeader = (change: Claims): string => signed(claims, { ...header, ...change });
const without = (claim: string): string => withClaims({ [claim]: undefined });
const withSignature = (signature: Buffer): string => `${h}.${p}.${signature.toString('base64url')}`;
const bySomebodyElse = (head: Claims, privateKey: KeyObject = ec.privateKey): string =>
  jws({ ...header, ...head }, claims, es256(privateKey));
const symmetric = (alg: string, secret: string | Buffer): string => jws({ ...header, alg }, claims, hs256(secret));
const now = (): number => Math.floor(Date.now() / 1000);
const pem = (): string => key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const der = (): Buffer => key.publicKey.export({ type: 'spki', format: 'der' });
const number = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');

/** What a header can carry, but is no token by RFC 6750 §2.1; `unsendable` is what it cannot carry unchanged. */
type AtRoute = 'invalid_token' | 'malformed' | 'too_large' | 'unsendable';
type Case = readonly [what: string, make: () => string, atRoute?: AtRoute];

const OF_WRONG_FORM: readonly Case[] = [
  ['one segment', () => h],
  ['two segments', () => `${h}.${p}`],
  ['an empty signature', () => `${h}.${p}.`],
  ['an empty header', () => `.${p}.${s}`],
  ['an empty payload, detached', () => `${h}..${s}`],
  ['nothing but dots', () => '..'],
  ['four segments', () => `${h}.${p}.${s}.x`],
  ['five segments, as JWE has', () => `${h}.x.x.${p}.${s}`],
  ['white space behind', () => `${h}.${p}.${s}\n`, 'unsendable'],
  ['white space before', () => ` ${h}.${p}.${s}`, 'unsendable'],
  ['white space inside', () => `${h}. ${p}.${s}`, 'malformed'],
  ['a second token behind', () => `${h}.${p}.${s} ${h}.${p}.${s}`, 'malformed'],
  ['a comma and a second token', () => `${h}.${p}.${s},${h}.${p}.${s}`, 'malformed'],
  ['quotation marks', () => `"${h}.${p}.${s}"`, 'malformed'],
  ['padding', () => `${h}.${p}.${s}==`],
  ['padding inside', () => `${h}=.${p}.${s}`, 'malformed'],
  ['plain base64', () => `${h}.${p}.+/+/`],
  ['JSON serialisation', () => JSON.stringify({ payload: p, protected: h, signature: s }), 'malformed'],
  ['non-canonical base64url', () => `${h}.${p}.${s.slice(0, -1)}${neighbourOf(s.at(-1) ?? '')}`],
  ['a length that base64url cannot have', () => `${h}.${p}.${s}AAA`],
  ['more than 8 KiB', () => withClaims({ ext: { text: 'x'.repeat(7000) } })],
  ['more than 8 KiB of nothing', () => 'a'.repeat(9000)],
  ['a refresh token', () => good.refresh_token],
  ['a client secret', () => worker.client_secret],
  ['a session id', () => good.session_id],
  ['the word null', () => 'null'],
  ['an SQL injection', () => `${h}.${encode(`' OR '1'='1`)}.${s}`],
];

const OF_WRONG_HEADER: readonly Case[] = [
  ['a header that is no JSON', () => signed(claims, 'no json')],
  ['a header that is a list', () => signed(claims, [header])],
  ['a header that is null', () => signed(claims, 'null')],
  ['a header with a byte order mark', () => signed(claims, `\ufeff${JSON.stringify(header)}`)],
  ['an empty header object', () => signed(claims, {})],
  ['alg none without a signature', () => `${encode({ ...header, alg: 'none' })}.${p}.`],
  ['alg none with a signature', () => withHeader({ alg: 'none' })],
  ['alg NONE in capitals', () => withHeader({ alg: 'NONE' })],
  ['alg nOnE', () => withHeader({ alg: 'nOnE' })],
  ['an empty alg', () => withHeader({ alg: '' })],
  ['alg es256 in small letters', () => withHeader({ alg: 'es256' })],
  ['alg ES256 with a space', () => withHeader({ alg: 'ES256 ' })],
  ['HS256 with the public key as PEM', () => symmetric('HS256', pem())],
  ['HS256 with the public key as trimmed PEM', () => symmetric('HS256', pem().trim())],
  ['HS256 with the public key as DER', () => symmetric('HS256', der())],
  [
    'HS256 with the public key as JWK',
    () => symmetric('HS256', JSON.stringify(key.publicKey.export({ format: 'jwk' }))),
  ],
  ['HS256 with an empty secret', () => symmetric('HS256', '')],
  ['HS256 with the kid as secret', () => symmetric('HS256', key.kid)],
  ['ES256 that is an HMAC with the public key', () => symmetric('ES256', pem())],
  ['RS256 named with the EC key', () => withHeader({ alg: 'RS256' })],
  ['RS256 of a key of its own', () => byRsa()],
  ['ES384 of a key of its own', () => byP384()],
  ['EdDSA of a key of its own', () => byEd25519()],
  ['no alg', () => withHeader({ alg: undefined })],
  ['alg that is a list', () => withHeader({ alg: ['ES256'] })],
  ['alg that is null', () => withHeader({ alg: null })],
  ['typ JWT', () => withHeader({ typ: 'JWT' })],
  ['no typ', () => withHeader({ typ: undefined })],
  ['typ in capitals', () => withHeader({ typ: 'AT+JWT' })],
  ['typ with a prefix', () => withHeader({ typ: 'application/at+jwt' })],
  ['typ of another kind of token', () => withHeader({ typ: 'secevent+jwt' })],
  ['no kid', () => withHeader({ kid: undefined })],
  ['an empty kid', () => withHeader({ kid: '' })],
  ['a kid of 65 characters', () => withHeader({ kid: 'k'.repeat(65) })],
  ['a kid that is a number', () => withHeader({ kid: 1 })],
  ['a kid that is a list', () => withHeader({ kid: [key.kid] })],
  ['an unknown kid', () => withHeader({ kid: 'other' })],
  ['a kid named __proto__', () => withHeader({ kid: '__proto__' })],
  ['a kid named constructor', () => withHeader({ kid: 'constructor' })],
  ['a kid that is a path', () => withHeader({ kid: '../../../dev/null' })],
  ['a kid that is SQL', () => withHeader({ kid: `x' UNION SELECT 'x` })],
  ['a kid with a NUL', () => withHeader({ kid: `${key.kid}\0` })],
  ['a crit header', () => withHeader({ crit: ['exp'], exp: 1 })],
  ['an empty crit', () => withHeader({ crit: [] })],
  ['an embedded jwk', () => bySomebodyElse({ jwk: ec.publicKey.export({ format: 'jwk' }) })],
  ['an embedded jwk and no kid', () => bySomebodyElse({ kid: undefined, jwk: ec.publicKey.export({ format: 'jwk' }) })],
  ['a jku', () => bySomebodyElse({ jku: 'https://evil.test/jwks.json' })],
  ['an x5u', () => bySomebodyElse({ x5u: 'https://evil.test/cert.pem' })],
  ['an x5c', () => bySomebodyElse({ x5c: ['MII'] })],
  ['an x5t', () => withHeader({ x5t: createHash('sha1').update('x').digest('base64url') })],
  ['a cty', () => withHeader({ cty: 'JWT' })],
  ['a zip', () => withHeader({ zip: 'DEF' })],
  ['an enc', () => withHeader({ enc: 'A256GCM' })],
  ['b64 false', () => withHeader({ b64: false })],
  ['a parameter of no meaning', () => withHeader({ x: 1 })],
  ['__proto__ in the header', () => signed(claims, JSON.stringify(header).replace('{', '{"__proto__":{"a":1},'))],
];

const OF_WRONG_SIGNATURE: readonly Case[] = [
  ["a stranger's signature", () => bySomebodyElse({})],
  ['an altered payload', () => `${h}.${encode({ ...claims, roles: ['admin'] })}.${s}`],
  ["another token's signature", () => `${h}.${p}.${other.access_token.split('.')[2] ?? ''}`],
  ["another token's payload", () => `${h}.${other.access_token.split('.')[1] ?? ''}.${s}`],
  ['a signature in DER', () => withSignature(sign('sha256', Buffer.from(`${h}.${p}`), key.privateKey))],
  ['a signature of zeros', () => withSignature(Buffer.alloc(64))],
  ['r = 0', () => withSignature(Buffer.concat([Buffer.alloc(32), number(1n)]))],
  ['s = 0', () => withSignature(Buffer.concat([number(1n), Buffer.alloc(32)]))],
  ['r = s = the order of the group', () => withSignature(Buffer.concat([number(ORDER), number(ORDER)]))],
  ['a signature of ones', () => withSignature(Buffer.alloc(64, 0xff))],
  ['a truncated signature', () => `${h}.${p}.${s.slice(0, 84)}`],
  ['a signature with a byte more', () => withSignature(Buffer.concat([Buffer.from(s, 'base64url'), Buffer.alloc(1)]))],
  ['a signature of one byte', () => withSignature(Buffer.alloc(1))],
  ['a signature over the payload alone', () => withSignature(es256(key.privateKey)(p))],
];

const OF_WRONG_CLAIMS: readonly Case[] = [
  ['a payload that is no JSON', () => signed('no json')],
  ['a payload that is a text', () => signed('"text"')],
  ['a payload that is a list', () => signed([claims])],
  ['a payload that is null', () => signed('null')],
  ['a payload that is nested a thousandfold', () => signed('['.repeat(2500) + ']'.repeat(2500))],
  ['a payload of broken UTF-8', () => brokenUtf8()],
  ['an empty object', () => signed({})],
  ...['iss', 'aud', 'sub', 'client_id', 'jti', 'iat', 'exp', 'epoch'].map((claim): Case => [
    `no ${claim}`,
    () => without(claim),
  ]),
  ['exp as a text', () => withClaims({ exp: String(claims['exp']) })],
  ['exp with a fraction', () => withClaims({ exp: Number(claims['exp']) - 0.5 })],
  ['exp beyond all numbers', () => signed(JSON.stringify(claims).replace(/"exp":\d+/, '"exp":1e999'))],
  ['exp as null', () => withClaims({ exp: null })],
  ['exp as a list', () => withClaims({ exp: [claims['exp']] })],
  ['exp in another age', () => withClaims({ exp: Number.MAX_SAFE_INTEGER })],
  ['a negative iat', () => withClaims({ iat: -1 })],
  ['iat as a text', () => withClaims({ iat: String(claims['iat']) })],
  ['an empty sub', () => withClaims({ sub: '' })],
  ['a sub that is a number', () => withClaims({ sub: 7 })],
  ['a sub that is a list', () => withClaims({ sub: [claims['sub']] })],
  ['an empty jti', () => withClaims({ jti: '' })],
  ['a jti that is a list', () => withClaims({ jti: [claims['jti']] })],
  ['an empty client_id', () => withClaims({ client_id: '' })],
  ['an empty aud', () => withClaims({ aud: [] })],
  ['aud with a number in it', () => withClaims({ aud: [ISSUER, 1] })],
  ['aud as an object', () => withClaims({ aud: { [ISSUER]: true } })],
  ['roles as a text', () => withClaims({ roles: 'admin' })],
  ['roles as an object', () => withClaims({ roles: { admin: true } })],
  ['roles as null', () => withClaims({ roles: null })],
  ['roles with null in it', () => withClaims({ roles: [null] })],
  ['epoch as a text', () => withClaims({ epoch: '0' })],
  ['a negative epoch', () => withClaims({ epoch: -1 })],
  ['sid as a number', () => withClaims({ sid: 7 })],
  ['sid as null', () => withClaims({ sid: null })],
  ['an empty sid', () => withClaims({ sid: '' })],
  ['auth_time as a text', () => withClaims({ auth_time: 'now' })],
  ['scope as a list', () => withClaims({ scope: ['orders:read'] })],
  ['ext as a list', () => withClaims({ ext: [] })],
  ['ext as null', () => withClaims({ ext: null })],
  ['nbf as a text', () => withClaims({ nbf: '1' })],
  ['another issuer', () => withClaims({ iss: 'https://evil.test' })],
  ['an issuer with a slash more', () => withClaims({ iss: `${ISSUER}/` })],
  ['an issuer in capitals', () => withClaims({ iss: ISSUER.toUpperCase() })],
  ['an issuer that is a list', () => withClaims({ iss: [ISSUER] })],
  ['another audience', () => withClaims({ aud: ['orders'] })],
  ['an audience that begins alike', () => withClaims({ aud: `${ISSUER}-2` })],
  ['an audience in capitals', () => withClaims({ aud: ISSUER.toUpperCase() })],
  ['an expired token', () => withClaims({ iat: now() - 300, exp: now() - 6 })],
  ['a token that expired long ago', () => withClaims({ iat: 1000, exp: 1600 })],
  ['a token of the future', () => withClaims({ iat: now() + 60, exp: now() + 300 })],
  ['nbf in the future', () => withClaims({ nbf: now() + 60 })],
  ['exp before iat', () => withClaims({ iat: now(), exp: now() - 1 })],
  ['exp equal to iat', () => withClaims({ iat: now(), exp: now() })],
  ['a life longer than allowed', () => withClaims({ exp: Number(claims['iat']) + 601 })],
];

const TAKEN_BACK: readonly Case[] = [
  ['a session that was logged out', () => dead['session'] ?? ''],
  ['an outdated epoch', () => dead['epoch'] ?? ''],
  ['a jti that was revoked', () => dead['jti'] ?? ''],
  ['a jti that was revoked, in the other form of its signature', () => malleated(dead['jti'] ?? '')],
  ['a disabled account', () => dead['account'] ?? ''],
  ['a deleted client', () => dead['client'] ?? ''],
  ['a session that never was', () => withClaims({ sid: randomUUID(), jti: 'never' })],
  ["another person's session", () => withClaims({ sid: other.session_id })],
  ['a person that never was', () => withClaims({ sub: randomUUID() })],
  ["another person's id", () => withClaims({ sub: claimsOf(other.access_token)['sub'] })],
  ['no session', () => without('sid')],
  ["a service's id and a person's session", () => withClaims({ sub: worker.client_id })],
  ["a person's id as a session", () => withClaims({ sid: claims['sub'] })],
  ['a sub that is no id', () => withClaims({ sub: 'root' })],
  ['a sub in capitals', () => withClaims({ sub: String(claims['sub']).toUpperCase() })],
  ['a sub that is SQL', () => withClaims({ sub: `' OR 1=1 --` })],
  ['a sid that is no id', () => withClaims({ sid: 'x' })],
  ['a jti with a NUL', () => withClaims({ jti: 'a\0b' })],
  ['an epoch that no column holds', () => withClaims({ epoch: 2 ** 31 })],
];

const FORGED = [...OF_WRONG_FORM, ...OF_WRONG_HEADER, ...OF_WRONG_SIGNATURE, ...OF_WRONG_CLAIMS];
const ALL = [...FORGED, ...TAKEN_BACK];
const SENDABLE = ALL.filter(([, , atRoute]) => atRoute !== 'unsendable');

const introspect = (token: string): ReturnType<typeof postForm> =>
  postForm(service.api, '/oauth/introspect', { token }, basic(introspector));

describe('a token that is not hostile', () => {
  it('passes, also as the tests here make it', async () => {
    for (const token of [good.access_token, signed(claims), withHeader({}), withClaims({ unknown: 'claim' })]) {
      expect((await service.api.me(token)).status).toBe(200);
      expect((await introspect(token)).body).toMatchObject({ active: true, sub: claims['sub'] });
    }
  });

  it('passes in the other form of its signature', async () => {
    expect((await service.api.me(malleated(good.access_token))).status).toBe(200);
  });
});

describe('a guarded route refuses', () => {
  it.each(SENDABLE.map(([what, make, atRoute = 'invalid_token']) => ({ what, make, atRoute })))(
    '$what',
    async ({ make, atRoute }) => {
      const { status, headers, body } = await service.api.get('/v1/auth/me', { token: make() });
      const challenge = headers.get('www-authenticate');
      if (atRoute === 'malformed') {
        expect([status, body['code']]).toEqual([400, 'invalid_request']);
        expect(challenge).toBe('Bearer realm="gatehouse", error="invalid_request"');
      } else {
        expect([status, body['code'], challenge]).toEqual([401, 'invalid_token', INVALID_TOKEN]);
        // Which check has failed is nobody's business.
        expect(Object.keys(body).sort()).toEqual(['code', 'instance', 'status', 'title', 'type']);
      }
    },
  );

  it('a token beyond all headers with 431', async () => {
    const { status, body } = await service.api.get('/v1/auth/me', { token: 'a'.repeat(20_000) });
    expect([status, body['code']]).toEqual([431, 'headers_too_large']);
  });

  it('each of them where a token is optional, too', async () => {
    for (const [what, make] of [...OF_WRONG_SIGNATURE, ...TAKEN_BACK]) {
      const { status } = await service.api.post('/v1/auth/logout', undefined, { token: make() });
      expect([what, status]).toEqual([what, 401]);
    }
  });
});

describe('introspection answers no more than inactive to', () => {
  it.each(ALL.map(([what, make]) => ({ what, make })))('$what', async ({ make }) => {
    const { status, body } = await introspect(make());
    expect([status, body]).toEqual([200, { active: false }]);
  });

  it('a token within the limit of bodies, and 413 to one beyond it', async () => {
    expect((await introspect('a.'.repeat(8000))).body).toEqual({ active: false });
    expect((await introspect('a'.repeat(17_000))).status).toBe(413);
  });
});

describe('hostile tokens cost', () => {
  const atRoute = (cases: readonly Case[]): Promise<unknown> =>
    inTurn(cases, token => service.api.get('/v1/auth/me', { token }));

  it('no query at a guarded route, unless their signature and claims are good', async () => {
    const sendable = FORGED.filter(([, , kind]) => kind !== 'unsendable');
    expect(await counter.during(() => atRoute(sendable))).toEqual({});
    const { tokens } = await newLogin(service.api);
    const atTheRoute = (): Promise<unknown> => atRoute([['good', () => tokens.access_token]]);
    expect(await counter.during(atTheRoute)).toMatchObject({ 'sessions.token_in_force': 1 });
    // What is known of the session stays known while nothing changes.
    expect(await counter.during(atTheRoute)).not.toHaveProperty('sessions.token_in_force');
  });

  it('no query at introspection, once the caller is known', async () => {
    await introspect('x');
    expect(await counter.during(() => inTurn(FORGED, introspect))).toEqual({});
  });

  it('one query at most if they are signed by us and taken back', async () => {
    for (const one of TAKEN_BACK) {
      const queries = await counter.during(() => atRoute([one]));
      const total = Object.values(queries).reduce((sum, count) => sum + count, 0);
      expect([one[0], total <= 1]).toEqual([one[0], true]);
    }
  });

  it('no query where a stranger asks for introspection', async () => {
    const headers = { authorization: 'Basic bm9ib2R5OnNlY3JldA==' };
    const ask = (): Promise<unknown> =>
      postForm(service.api, '/oauth/introspect', { token: good.access_token }, headers);
    expect(await counter.during(ask)).toEqual({});
  });

  it('less than 50 ms, however long they are', async () => {
    const long = 'a'.repeat(100_000);
    const lengths: [string, () => Promise<unknown>][] = [
      ['100 KB at a route', () => rawExchange(['GET /v1/auth/me HTTP/1.1', `Authorization: Bearer ${long}`])],
      ['100 KB at introspection', () => introspect(long)],
      ['15 KB at a route', () => service.api.get('/v1/auth/me', { token: long.slice(0, 15_000) })],
      ['15 KB at introspection', () => introspect(long.slice(0, 15_000))],
      ['8 KB of dots', () => introspect('.'.repeat(8000))],
      ['8 KB of brackets', () => introspect(signed('['.repeat(5900)))],
    ];
    for (const [what, present] of lengths) expect([what, (await fastest(present)) < 50]).toEqual([what, true]);
  });

  it('an answer of 431 if they are as long as 100 KB, and the service goes on', async () => {
    const answer = await rawExchange(['GET /v1/auth/me HTTP/1.1', `Authorization: Bearer ${'a'.repeat(100_000)}`]);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect((await introspect('a'.repeat(100_000))).status).toBe(413);
    expect((await service.api.me(good.access_token)).status).toBe(200);
  });

  it('no line in the log that holds them', () => {
    const log = service.process.output();
    for (const token of [good.access_token, dead['jti'] ?? '', s]) expect(log.includes(token)).toBe(false);
  });

  it('no line in the log that speaks of an error of ours', () => {
    expect(service.process.output()).not.toMatch(/^\S+ (error|fatal) /m);
  });
});

async function inTurn(cases: readonly Case[], present: (token: string) => Promise<unknown>): Promise<void> {
  for (const [, make] of cases) await present(make());
}

/** The shortest of several times in milliseconds: what the work takes where nothing else has the processor. */
async function fastest(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (const _ of range(7)) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

/** Sends a request by hand, since a client of its own accord would not send such headers. */
function rawExchange(lines: readonly string[]): Promise<string> {
  return new Promise(resolve => {
    const { hostname, port } = new URL(service.url);
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write([...lines, 'Host: x', '', ''].join('\r\n')));
    socket
      .on('data', chunk => (text += chunk.toString()))
      // Whatever was answered before the connection broke counts.
      .on('error', () => undefined)
      .on('close', () => resolve(text));
  });
}

/** An ES256 signature with the other of its two s: as valid as the first. */
function malleated(token: string): string {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const otherS = ORDER - BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  return `${head}.${payload}.${Buffer.concat([bytes.subarray(0, 32), number(otherS)]).toString('base64url')}`;
}

/** Another letter that differs only in bits that base64url does not use at this length. */
function neighbourOf(letter: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(letter) ^ 1] ?? '';
}

function brokenUtf8(): string {
  const input = `${encode(header)}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}`;
  return `${input}.${es256(key.privateKey)(input).toString('base64url')}`;
}

function byRsa(): string {
  return jws({ ...header, alg: 'RS256' }, claims, input => sign('sha256', Buffer.from(input), rsa.privateKey));
}

function byP384(): string {
  const signing = { key: p384.privateKey, dsaEncoding: 'ieee-p1363' as const };
  return jws({ ...header, alg: 'ES384' }, claims, input => sign('sha384', Buffer.from(input), signing));
}

function byEd25519(): string {
  return jws({ ...header, alg: 'EdDSA' }, claims, input => sign(null, Buffer.from(input), ed.privateKey));
}
