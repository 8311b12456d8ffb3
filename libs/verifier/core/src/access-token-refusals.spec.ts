import { createHmac, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  CLAIMS,
  ec,
  encode,
  HEADER,
  mint,
  NOW,
  rejection,
  setUp,
  stranger,
  without,
} from '../../../../test/support/specs/hand-made-tokens.js';

describe('AccessTokenVerifier refuses', () => {
  const [h = '', p = '', s = ''] = mint().split('.');
  const none = encode({ ...HEADER, alg: 'none' });
  const hs = encode({ ...HEADER, alg: 'HS256' });
  const spki = ec.publicKey.export({ type: 'spki', format: 'pem' });
  const der = sign('sha256', Buffer.from(`${h}.${p}`), ec.privateKey).toString('base64url');

  it.each([
    ['nothing', '', 'malformed'],
    ['one segment', h, 'malformed'],
    ['two segments', `${h}.${p}`, 'malformed'],
    ['an empty signature', `${h}.${p}.`, 'malformed'],
    ['an empty header', `.${p}.${s}`, 'malformed'],
    ['an empty payload (detached)', `${h}..${s}`, 'malformed'],
    ['four segments', `${h}.${p}.${s}.x`, 'malformed'],
    ['five segments (JWE)', `${h}.x.x.${p}.${s}`, 'malformed'],
    ['white space behind', `${h}.${p}.${s}\n`, 'malformed'],
    ['white space before', ` ${h}.${p}.${s}`, 'malformed'],
    ['padding', `${h}.${p}.${s}==`, 'malformed'],
    ['plain base64', `${h}.${p}.+/+/`, 'malformed'],
    ['JSON serialisation', JSON.stringify({ payload: p, protected: h, signature: s }), 'malformed'],
    ['non-canonical base64url', `${h}.${p}.${s.slice(0, -1)}${s.endsWith('A') ? 'B' : nextOf(s.at(-1))}`, 'malformed'],
    ['more than 8 KiB', `${h}.${'A'.repeat(9000)}.${s}`, 'too_large'],
    ['a header that is no JSON', mint(CLAIMS, 'no json'), 'malformed'],
    ['a header that is a list', mint(CLAIMS, []), 'malformed'],
    ['a header that is null', mint(CLAIMS, 'null'), 'malformed'],
    ['a header with a byte order mark', mint(CLAIMS, `\ufeff${JSON.stringify(HEADER)}`), 'malformed'],
    ['a payload that is no JSON', mint('no json'), 'malformed'],
    ['a payload that is a text', mint('"text"'), 'malformed'],
    ['a payload of broken UTF-8', brokenUtf8(), 'malformed'],
    ['alg none', `${none}.${p}.${s}`, 'algorithm_mismatch'],
    ['alg NONE in capitals', mint(CLAIMS, { ...HEADER, alg: 'NONE' }), 'algorithm_mismatch'],
    ['alg es256 in small letters', mint(CLAIMS, { ...HEADER, alg: 'es256' }), 'algorithm_mismatch'],
    ['HS256 with the public key', `${hs}.${p}.${hmac(`${hs}.${p}`, spki)}`, 'algorithm_mismatch'],
    ['RS256 named with an EC key', mint(CLAIMS, { ...HEADER, alg: 'RS256' }), 'algorithm_mismatch'],
    ['no alg', mint(CLAIMS, { typ: 'at+jwt', kid: 'ec' }), 'header_not_allowed'],
    ['alg that is a list', mint(CLAIMS, { ...HEADER, alg: ['ES256'] }), 'header_not_allowed'],
    ['typ JWT', mint(CLAIMS, { ...HEADER, typ: 'JWT' }), 'header_not_allowed'],
    ['no typ', mint(CLAIMS, { alg: 'ES256', kid: 'ec' }), 'header_not_allowed'],
    ['typ in capitals', mint(CLAIMS, { ...HEADER, typ: 'AT+JWT' }), 'header_not_allowed'],
    ['no kid', mint(CLAIMS, { alg: 'ES256', typ: 'at+jwt' }), 'header_not_allowed'],
    ['an empty kid', mint(CLAIMS, { ...HEADER, kid: '' }), 'header_not_allowed'],
    ['a kid of 65 characters', mint(CLAIMS, { ...HEADER, kid: 'k'.repeat(65) }), 'header_not_allowed'],
    ['a kid that is a number', mint(CLAIMS, { ...HEADER, kid: 1 }), 'header_not_allowed'],
    ['an unknown kid', mint(CLAIMS, { ...HEADER, kid: 'other' }), 'unknown_key'],
    ['a kid named __proto__', mint(CLAIMS, { ...HEADER, kid: '__proto__' }), 'unknown_key'],
    ['a crit header', mint(CLAIMS, { ...HEADER, crit: ['exp'] }), 'header_not_allowed'],
    [
      'an embedded jwk',
      mint(CLAIMS, { ...HEADER, jwk: stranger.publicKey.export({ format: 'jwk' }) }),
      'header_not_allowed',
    ],
    ['a jku', mint(CLAIMS, { ...HEADER, jku: 'https://evil.test' }), 'header_not_allowed'],
    ['an x5u', mint(CLAIMS, { ...HEADER, x5u: 'https://evil.test' }), 'header_not_allowed'],
    ['an x5c', mint(CLAIMS, { ...HEADER, x5c: ['MII'] }), 'header_not_allowed'],
    ['b64 false', mint(CLAIMS, { ...HEADER, b64: false }), 'header_not_allowed'],
    ['a foreign signature', mint(CLAIMS, HEADER, stranger.privateKey), 'bad_signature'],
    ['an altered payload', `${h}.${encode({ ...CLAIMS, roles: ['admin'] })}.${s}`, 'bad_signature'],
    ['a DER signature', `${h}.${p}.${der}`, 'bad_signature'],
    ['a signature of zeros', `${h}.${p}.${Buffer.alloc(64).toString('base64url')}`, 'bad_signature'],
    ['a truncated signature', `${h}.${p}.${s.slice(0, 84)}`, 'bad_signature'],
    ...(['iss', 'aud', 'sub', 'client_id', 'jti', 'iat', 'exp', 'epoch'] as const).map(
      claim => [`no ${claim}`, mint(without(claim)), 'bad_claims'] as const,
    ),
    ['exp as a text', mint({ ...CLAIMS, exp: String(NOW + 60) }), 'bad_claims'],
    ['exp with a fraction', mint({ ...CLAIMS, exp: NOW + 0.5 }), 'bad_claims'],
    ['exp beyond all numbers', mint(JSON.stringify(CLAIMS).replace(/"exp":\d+/, '"exp":1e999')), 'bad_claims'],
    ['a negative iat', mint({ ...CLAIMS, iat: -1 }), 'bad_claims'],
    ['an empty sub', mint({ ...CLAIMS, sub: '' }), 'bad_claims'],
    ['an empty aud', mint({ ...CLAIMS, aud: [] }), 'bad_claims'],
    ['aud with a number in it', mint({ ...CLAIMS, aud: ['notes', 1] }), 'bad_claims'],
    ['roles as a text', mint({ ...CLAIMS, roles: 'admin' }), 'bad_claims'],
    ['roles as null', mint({ ...CLAIMS, roles: null }), 'bad_claims'],
    ['epoch as a text', mint({ ...CLAIMS, epoch: '3' }), 'bad_claims'],
    ['client_epoch as a text', mint({ ...CLAIMS, client_epoch: '3' }), 'bad_claims'],
    ['a client_epoch below zero', mint({ ...CLAIMS, client_epoch: -1 }), 'bad_claims'],
    ['sid as a number', mint({ ...CLAIMS, sid: 7 }), 'bad_claims'],
    ['ext as a list', mint({ ...CLAIMS, ext: [] }), 'bad_claims'],
    ['another issuer', mint({ ...CLAIMS, iss: 'https://auth.test/' }), 'wrong_issuer'],
    ['another audience', mint({ ...CLAIMS, aud: ['orders'] }), 'wrong_audience'],
    ['an audience that begins alike', mint({ ...CLAIMS, aud: 'notes-2' }), 'wrong_audience'],
    ['an expired token', mint({ ...CLAIMS, iat: NOW - 300, exp: NOW - 6 }), 'expired'],
    ['a token of the future', mint({ ...CLAIMS, iat: NOW + 6, exp: NOW + 300 }), 'not_yet_valid'],
    ['nbf in the future', mint({ ...CLAIMS, nbf: NOW + 6 }), 'not_yet_valid'],
    ['exp before iat', mint({ ...CLAIMS, iat: NOW, exp: NOW - 1 }), 'bad_claims'],
    ['a life longer than allowed', mint({ ...CLAIMS, exp: CLAIMS.iat + 601 }), 'lives_too_long'],
  ])('%s', async (_what, token, reason) => {
    expect(await rejection(token)).toBe(reason);
  });

  it('a signature with the other s (malleated) counts as the same token: it is accepted, so ids are the key', async () => {
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const signature = Buffer.from(s, 'base64url');
    const other = order - BigInt(`0x${signature.subarray(32).toString('hex')}`);
    const malleated = Buffer.concat([
      signature.subarray(0, 32),
      Buffer.from(other.toString(16).padStart(64, '0'), 'hex'),
    ]);
    const { verifier, revocations } = setUp();
    await verifier.verify(`${h}.${p}.${s}`);
    revocations.revoked = true;
    await expect(verifier.verify(`${h}.${p}.${malleated.toString('base64url')}`)).rejects.toMatchObject({
      reason: 'revoked',
    });
  });
});

function hmac(input: string, key: string | Buffer): string {
  return createHmac('sha256', key).update(input).digest('base64url');
}

/** Another letter that differs only in bits that base64url does not use at this length. */
function nextOf(letter = 'A'): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(letter) ^ 1] ?? 'B';
}

function brokenUtf8(): string {
  const input = `${encode(HEADER)}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}`;
  const signature = sign('sha256', Buffer.from(input), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}
