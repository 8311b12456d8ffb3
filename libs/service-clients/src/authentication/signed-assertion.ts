import { isSignatureOf, type PublicKey, readCompactForm, readJsonObject } from '#libs/verifier/core';

/** What an assertion may say that it is (RFC 7519 §5.1); no JWT that was made for another purpose passes for one. */
const TYPES = ['jwt', 'client-authentication+jwt'];
/** They change how an assertion is to be read, and none of them is understood here (RFC 7515 §4.1.11, RFC 7797). */
const EXTENSIONS = ['crit', 'b64'];

/**
 * The payload of an assertion that is signed with this key (RFC 7515 §5.2). The key decides on the algorithm; whatever else
 * the header names, `kid`, `jwk`, `x5c` and their kin, leads nowhere: a client has one key.
 * @throws Error if it is not whole, or not signed by the key
 */
export function payloadSignedBy(key: PublicKey, assertion: string): Buffer {
  const { header, payload, signature, signingInput } = readCompactForm(assertion);
  const parameters = readJsonObject(header);
  const alg = key.algorithms.find(one => one === parameters['alg']);
  if (alg === undefined) throw new Error('the algorithm is not one of the key');
  if (EXTENSIONS.some(name => Object.hasOwn(parameters, name))) throw new Error('the header has an extension');
  if (!isOfType(parameters['typ'])) throw new Error('it is a JWT for another purpose');
  if (!isSignatureOf({ alg, key: key.key }, signingInput, signature))
    throw new Error('the signature is not of the key');
  return payload;
}

/** RFC 7515 §4.1.9: a media type, whose `application/` may be left out, in whatever case. */
function isOfType(typ: unknown): boolean {
  if (typ === undefined) return true;
  return typeof typ === 'string' && TYPES.includes(typ.toLowerCase().replace(/^application\//, ''));
}
