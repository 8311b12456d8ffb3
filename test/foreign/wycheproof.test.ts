/**
 * The key readers of both sides, and the signature check behind them, before the vectors of Wycheproof
 * (test/foreign/wycheproof/NOTICE.md). Their payloads are no claims, and their headers have no `typ`: so it is asked what
 * the readers of keys and the signature check say, which come before claims.
 */
import { constants, createHash, createPublicKey, publicDecrypt, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/platform';
import { isSignatureOf, readCompactForm, readJsonObject, readPublicKey, TokenRejected } from '#libs/verifier/core';
import { payloadSignedBy } from '../../libs/service-clients/src/authentication/signed-assertion.js';
import { readClientJwk } from '../../libs/service-clients/src/client-jwk.js';
import { KeySetUnusable, readKeySet } from '../../libs/verifier/core/src/remote/key-set.js';
import { type Jwk, type Vector, vectorsOf, type VectorWithKeys } from '../support/wycheproof.js';

const KEYS = vectorsOf('json_web_key');
const SIGNATURES = vectorsOf('json_web_signature');

type Reader = (keys: readonly Jwk[], jws: string) => boolean;

const READERS: Record<'client' | 'verifier', Reader> = {
  /** A client's key, as it is registered and read again, and an assertion. */
  client: (keys, jws) =>
    keys.some(jwk => stands(() => payloadSignedBy(readPublicKey(readClientJwk(jwk)), jws), isRefusalOfClient)),

  /** The key set of an issuer, and a token that names a key of it: what `AccessTokenVerifier` does but for `typ`. */
  verifier: (keys, jws) =>
    stands(() => {
      const set = readKeySet({ keys });
      const { header, signature, signingInput } = readCompactForm(jws);
      const { alg, kid } = readJsonObject(header);
      const key = set.get(String(kid));
      if (key === undefined) throw new TokenRejected('unknown_key');
      if (key.alg !== alg) throw new TokenRejected('algorithm_mismatch');
      if (!isSignatureOf(key, signingInput, signature)) throw new TokenRejected('bad_signature');
    }, isRefusalOfVerifier),
};

/** Whether it ends without being refused. An error that is no refusal is a fault, and not taken for one. */
function stands(act: () => unknown, isRefusal: (error: unknown) => boolean): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

const isRefusalOfVerifier = (error: unknown): boolean =>
  error instanceof KeySetUnusable || error instanceof TokenRejected;

/** `payloadSignedBy` throws a plain error; one of Node.js would have a code. */
const isRefusalOfClient = (error: unknown): boolean =>
  error instanceof DomainError ||
  error instanceof TokenRejected ||
  (error instanceof Error && error.constructor === Error && !('code' in error));

interface Exception {
  readonly tcIds: readonly number[];
  readonly refusedBy: readonly (keyof typeof READERS)[];
  readonly since: string;
  /** What a key lacks: with it, the reader takes the vector. */
  readonly unless?: Jwk;
}

/** Valid vectors of json_web_signature that are refused all the same. */
const EXCEPTIONS: readonly Exception[] = [
  { tcIds: [259], refusedBy: ['client', 'verifier'], since: 'an empty payload holds no claims' },
  {
    tcIds: [260, 261, 262, 263, 349],
    refusedBy: ['verifier'],
    since: 'a key of a set has to say that it is for signatures',
    unless: { use: 'sig' },
  },
  { tcIds: [268, 269, 270, 271], refusedBy: ['client', 'verifier'], since: 'RS512 is not supported' },
  { tcIds: [347], refusedBy: ['client', 'verifier'], since: 'P-521 is not supported' },
  { tcIds: [287, 288], refusedBy: ['verifier'], since: 'PS256 is for clients alone' },
];

const exceptionFor = (tcId: number, reader: keyof typeof READERS): Exception | undefined =>
  EXCEPTIONS.find(({ tcIds, refusedBy }) => tcIds.includes(tcId) && refusedBy.includes(reader));

const named = <V extends Vector>(vectors: readonly V[]): [string, V][] =>
  vectors.map(vector => [`${vector.tcId} ${vector.comment}`, vector]);

const invalid = (vectors: readonly VectorWithKeys[]): VectorWithKeys[] =>
  vectors.filter(({ result }) => result === 'invalid');

const valid = (vectors: readonly VectorWithKeys[]): VectorWithKeys[] =>
  vectors.filter(({ result }) => result === 'valid');

describe.each(['client', 'verifier'] as const)('The reader of the %s', reader => {
  const accepts = READERS[reader];

  it.each(named(invalid(KEYS)))('refuses json_web_key %s', (_name, { keys, jws }) => {
    expect(accepts(keys, jws)).toBe(false);
  });

  it.each(named(invalid(SIGNATURES)))('refuses json_web_signature %s', (_name, { keys, jws }) => {
    expect(accepts(keys, jws)).toBe(false);
  });

  it.each(named(valid(KEYS)))('accepts json_web_key %s', (_name, { keys, jws }) => {
    expect(accepts(keys, jws)).toBe(true);
  });

  const taken = valid(SIGNATURES).filter(({ tcId }) => exceptionFor(tcId, reader) === undefined);
  it.each(named(taken))('accepts json_web_signature %s', (_name, { keys, jws }) => {
    expect(accepts(keys, jws)).toBe(true);
  });

  const left = valid(SIGNATURES).flatMap(vector => {
    const exception = exceptionFor(vector.tcId, reader);
    return exception ? [[vector.tcId, exception.since, vector, exception] as const] : [];
  });
  it.each(left)('does not take json_web_signature %s, since %s', (_tcId, _since, { keys, jws }, { unless }) => {
    expect(accepts(keys, jws)).toBe(false);
    if (unless)
      expect(
        accepts(
          keys.map(key => ({ ...key, ...unless })),
          jws,
        ),
      ).toBe(true);
  });
});

/** Some of these texts would be refused by their form too: the key itself has to be. */
describe('A key is refused, whatever is signed with it,', () => {
  const refused = new Map([
    [6, 'has to be for RS256 or PS256'],
    [7, 'ROCA'],
    [8, 'from 2048 to 8192 bits, not 1024'],
    [9, 'exponent'],
    [19, 'has to be for ES256'],
    [20, 'has to be for ES256'],
    [21, 'its use is "sig"'],
    [22, 'is not a point on the curve'],
    [23, 'has to be EC on the curve P-256, or RSA'],
    [24, 'has members of an EC key'],
  ]);
  const ofSignatures = new Map([
    [331, 'has to be for RS256 or PS256'],
    [347, 'has to be EC on the curve P-256, or RSA'],
    [353, 'its use is "sig"'],
    [354, 'its use is "sig"'],
    [355, 'its key_ops are ["verify"]'],
    [356, 'its key_ops are ["verify"]'],
  ]);
  const cases = [
    ...KEYS.filter(({ tcId }) => refused.has(tcId)).map(v => ['json_web_key', v, refused.get(v.tcId)] as const),
    ...SIGNATURES.filter(({ tcId }) => ofSignatures.has(tcId)).map(
      v => ['json_web_signature', v, ofSignatures.get(v.tcId)] as const,
    ),
  ];

  it.each(cases.map(([file, v, why]) => [file, `${v.tcId} ${v.comment}`, why, v.keys] as const))(
    '%s %s: %s',
    (_file, _name, why, keys) => {
      expect(keys).toHaveLength(1);
      for (const jwk of keys) {
        expect(() => readPublicKey(jwk)).toThrow(why);
        expect(() => readClientJwk(jwk)).toThrow(DomainError);
        expect(() => readKeySet({ keys: [jwk] })).toThrow(KeySetUnusable);
      }
    },
  );
});

/** The files were not copied by a machine: they have to be what they say, by Node.js alone. */
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
