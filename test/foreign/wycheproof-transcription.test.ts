/** The vectors were not copied by a machine: they have to be what they say, by Node.js alone. */
import { constants, createHash, createPublicKey, publicDecrypt, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { named, valid, vectorsOf, type VectorWithKeys } from '../support/wycheproof.js';
import { EXCEPTIONS } from './wycheproof/exceptions.js';

const KEYS = vectorsOf('json_web_key');
const SIGNATURES = vectorsOf('json_web_signature');

describe('The transcription', () => {
  const HOW = {
    ES256: { hash: 'sha256', dsaEncoding: 'ieee-p1363' },
    ES512: { hash: 'sha512', dsaEncoding: 'ieee-p1363' },
    RS256: { hash: 'sha256' },
    RS512: { hash: 'sha512' },
    PS256: { hash: 'sha256', padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
  } as const;

  const partsOf = (jws: string): string[] => jws.split('.');
  const decoded = (part = ''): Buffer => Buffer.from(part, 'base64url');
  const keyOf = ({ keys: [jwk = {}] }: VectorWithKeys) => createPublicKey({ key: jwk, format: 'jwk' });
  const algOf = (jws: string) => (JSON.parse(decoded(partsOf(jws)[0]).toString()) as { alg: keyof typeof HOW }).alg;
  const modulusOf = ({ keys: [jwk] }: VectorWithKeys): Buffer => decoded(String(jwk?.['n']));

  it('has each vector once, and no private half', () => {
    for (const vectors of [KEYS, SIGNATURES]) {
      const ids = vectors.map(({ tcId }) => tcId);
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    }
    expect([KEYS.length, SIGNATURES.length]).toEqual([13, 298]);
    for (const jwk of [...KEYS, ...SIGNATURES].flatMap(({ keys }) => keys)) expect(jwk).not.toHaveProperty('d');
    const known = SIGNATURES.filter(({ result }) => result === 'valid').map(({ tcId }) => tcId);
    expect(known).toEqual(expect.arrayContaining(EXCEPTIONS.flatMap(({ tcIds }) => [...tcIds])));
  });

  it.each([...named(valid(KEYS)), ...named(valid(SIGNATURES))])('%s is signed with its key', (_name, vector) => {
    const [header, payload, signature] = partsOf(vector.jws);
    const { hash, ...parameters } = HOW[algOf(vector.jws)];
    const key = { key: keyOf(vector), ...parameters };
    expect(verify(hash, Buffer.from(`${header}.${payload}`), key, decoded(signature))).toBe(true);
  });

  const rsa = [...KEYS, ...SIGNATURES].filter(({ keys, jws }) => keys[0]?.['kty'] === 'RSA' && keys[0]['n'] && jws);
  const whole = rsa.filter(({ jws }) => /^e[^.]+\.[^.]*\.[^.]+$/.test(jws));
  it.each(named(whole))('%s has a signature as long as its modulus', (_name, vector) => {
    expect(decoded(partsOf(vector.jws)[2])).toHaveLength(modulusOf(vector).length);
  });

  const padded = SIGNATURES.filter(({ flags }) => flags.includes('ModifiedPadding'));
  const RIGHT = '3031300d060960864801650304020105000420';
  it.each(named(padded))('%s is padded, but not as it should be', (_name, vector) => {
    const [header, payload, signature] = partsOf(vector.jws);
    const key = { key: keyOf(vector), padding: constants.RSA_NO_PADDING };
    const block = publicDecrypt(key, decoded(signature)).toString('hex');
    const hash = createHash('sha256').update(`${header}.${payload}`).digest('hex');
    const [, inner] = /^0001(?:ff){160,}00((?:[0-9a-f]{2})*)$/.exec(block) ?? [];
    expect(inner).toBeDefined();
    expect(inner).not.toBe(RIGHT + hash);
  });

  it('has among the padded ones each kind of fault but once', () => {
    expect(padded.map(({ tcId }) => tcId)).toEqual(Array.from({ length: 213 }, (_, index) => 46 + index));
    expect(new Set(padded.map(({ jws }) => jws)).size).toBe(213);
  });

  const OTHER = '[A-Za-z0-9_-]+';
  const FORM: Record<string, (h: string, p: string, s: string) => string> = {
    rejectsModifiedSignature: (h, p, s) => `${h}.${p}.(?!${s}$)[A-Za-z0-9_-]{${s.length}}`,
    rejectsMissingSignature: (h, p) => `${h}.${p}.`,
    rejectsMissingSignatureAndSeparator: (h, p) => `${h}.${p}`,
    rejectsModifiedPayload: (h, p, s) => `${h}.(?!${p}.)${OTHER}.${s}`,
    rejectsMissingPayload: (h, _p, s) => `${h}..${s}`,
    rejectsMissingPayloadAndSeparator: (h, _p, s) => `${h}.${s}`,
    rejectsModifiedHeader: (h, p, s) => `(?!${h}.)${OTHER}.${p}.${s}`,
    rejectsMissingHeader: (_h, p, s) => `.${p}.${s}`,
    rejectsMissingHeaderAndSeparator: (_h, p, s) => `${p}.${s}`,
    rejectsMissingHeaderAndSignature: (_h, p) => `.${p}.`,
    rejectsMissingHeaderSignatureAndSeparators: (_h, p) => p,
    rejectsMissingHeaderSignatureAndSeparator: (_h, p) => p,
    rejectsEmptyString: () => '',
  };
  const bases = SIGNATURES.filter(({ comment }) => comment in FORM);
  it.each(named(bases))('%s differs from the good one in that', (_name, { tcId, comment, jws }) => {
    const good = SIGNATURES.find(one => one.tcId === (tcId < 33 ? 18 : 33));
    const [h = '', p = '', s = ''] = partsOf(good?.jws ?? '');
    expect(jws).toMatch(new RegExp(`^${FORM[comment]?.(h, p, s).replaceAll('.', '\\.')}$`));
  });

  const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const NUMBERS: Record<string, bigint> = { Zero: 0n, One: 1n, Nminus1: ORDER - 1n, N: ORDER };
  const edges = SIGNATURES.filter(({ comment }) => comment.startsWith('rIs'));
  it.each(named(edges))('%s is so', (_name, { comment, jws }) => {
    const numbers = comment.split('_').map(part => NUMBERS[part.slice('rIs'.length)]);
    const hex = numbers.map(number => number?.toString(16).padStart(64, '0')).join('');
    expect(decoded(partsOf(jws)[2]).toString('hex')).toBe(hex);
  });
});
