/**
 * The key readers of both sides, and the signature check behind them, before the vectors of Wycheproof
 * (test/foreign/wycheproof/NOTICE.md). Their payloads are no claims, and their headers have no `typ`: so it is asked what
 * the readers of keys and the signature check say, which come before claims.
 */
import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/platform';
import { isSignatureOf, readCompactForm, readJsonObject, readPublicKey, TokenRejected } from '#libs/verifier/core';
import { payloadSignedBy } from '../../libs/service-clients/src/authentication/signed-assertion.js';
import { readClientJwk } from '../../libs/service-clients/src/client-jwk.js';
import { KeySetUnusable, readKeySet } from '../../libs/verifier/core/src/remote/key-set.js';
import { invalid, type Jwk, named, valid, vectorsOf } from '../support/wycheproof.js';
import { exceptionFor, type Side } from './wycheproof/exceptions.js';

const KEYS = vectorsOf('json_web_key');
const SIGNATURES = vectorsOf('json_web_signature');

type Reader = (keys: readonly Jwk[], jws: string) => boolean;

const READERS: Record<Side, Reader> = {
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
