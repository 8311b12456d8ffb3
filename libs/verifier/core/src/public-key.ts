import { createPublicKey, type KeyObject } from 'node:crypto';
import type { KeyForAlgorithm } from './signature.js';
import { weaknessOf } from './weak-modulus.js';

/** What makes up a public key that signatures are verified with (RFC 7518 §6.2.1, §6.3.1), and its `alg` if it has one. */
export type PublicKeyMembers =
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string; readonly alg?: 'ES256' }
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string; readonly alg?: 'RS256' | 'PS256' };

export interface PublicKey {
  readonly key: KeyObject;
  /** Without what else was said of it. */
  readonly members: PublicKeyMembers;
  /** What it may verify (RFC 7518 §3.1); if it names an `alg` itself, that alone. */
  readonly algorithms: readonly KeyForAlgorithm['alg'][];
}

/** A key by which nobody may be recognised. The message goes on after “the key”. */
export class KeyRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeyRefused';
  }
}

type Jwk = Readonly<Record<string, unknown>>;

/** What only a private or a symmetric key has (RFC 7518 §6). One that was published is nobody's any more. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** A certificate could speak of another key, and nobody here would look at it. */
const CERTIFICATE_MEMBERS = ['x5u', 'x5c', 'x5t', 'x5t#S256'];
const EC_ALGORITHMS = ['ES256'] as const;
const RSA_ALGORITHMS = ['RS256', 'PS256'] as const;

const COORDINATE_BYTES = 32;
const MODULUS_BITS = { least: 2048, most: 8192 };
/** Smaller ones have been the way into faulty signature checks; with 1 every text is its own signature. */
const EXPONENT = { least: 65537n, most: 2n ** 32n };

/**
 * Reads a public key in JWK form (RFC 7517), by the one rule for every key that somebody is recognised by: EC on P-256,
 * or RSA of 2048 to 8192 bits without a known weakness, in canonical form, for verifying signatures and nothing else.
 * Other members are passed over.
 * @throws KeyRefused
 */
export function readPublicKey(jwk: Jwk): PublicKey {
  refuse(hasAny(jwk, PRIVATE_MEMBERS), 'is a private key; keep it to yourself');
  refuse(hasAny(jwk, CERTIFICATE_MEMBERS), `must not come with a certificate (${CERTIFICATE_MEMBERS.join(', ')})`);
  const members = membersOf(jwk);
  refuse(jwk['use'] !== undefined && jwk['use'] !== 'sig', 'has to be for signatures: its use is "sig", or absent');
  refuse(!isForVerifying(jwk['key_ops']), 'has to be for verifying alone: its key_ops are ["verify"], or absent');
  return { members, algorithms: algorithmsOf(members), key: importable(members) };
}

function membersOf(jwk: Jwk): PublicKeyMembers {
  const { kty, crv } = jwk;
  if (kty === 'EC' && crv === 'P-256') {
    refuse(hasAny(jwk, ['n', 'e']), 'has members of an RSA key');
    return { kty, crv, x: coordinateIn(jwk, 'x'), y: coordinateIn(jwk, 'y'), ...algIn(jwk, EC_ALGORITHMS) };
  }
  refuse(kty !== 'RSA', 'has to be EC on the curve P-256, or RSA');
  refuse(hasAny(jwk, ['crv', 'x', 'y']), 'has members of an EC key');
  const [n, e] = [unsignedIn(jwk, 'n'), unsignedIn(jwk, 'e')];
  checkExponent(e.value);
  checkModulus(n.value);
  return { kty: 'RSA', n: n.text, e: e.text, ...algIn(jwk, RSA_ALGORITHMS) };
}

/** RFC 7518 §6.2.1.2: as long as the curve's field, with zeros before it where they are needed. */
function coordinateIn(jwk: Jwk, name: 'x' | 'y'): string {
  const { text, bytes } = base64urlIn(jwk, name);
  refuse(bytes.length !== COORDINATE_BYTES, `has to have ${COORDINATE_BYTES} bytes in ${name}`);
  return text;
}

/** RFC 7518 §2 (Base64urlUInt): in as few bytes as it takes. */
function unsignedIn(jwk: Jwk, name: 'n' | 'e'): { text: string; value: bigint } {
  const { text, bytes } = base64urlIn(jwk, name);
  refuse(bytes[0] === 0, `must not have zeros before its ${name}`);
  return { text, value: BigInt(`0x${bytes.toString('hex')}`) };
}

function base64urlIn(jwk: Jwk, name: string): { text: string; bytes: Buffer } {
  const text = jwk[name];
  const bytes = Buffer.from(typeof text === 'string' && text.length <= MODULUS_BITS.most ? text : '', 'base64url');
  if (typeof text !== 'string' || bytes.length === 0 || bytes.toString('base64url') !== text) {
    throw new KeyRefused(`has to have a number in base64url without padding in ${name}`);
  }
  return { text, bytes };
}

function checkExponent(e: bigint): void {
  const { least, most } = EXPONENT;
  refuse(e < least || e > most || isEven(e), `has to have an odd exponent e from ${least} to ${most}`);
}

function checkModulus(n: bigint): void {
  const { least, most } = MODULUS_BITS;
  const bits = n.toString(2).length;
  refuse(bits < least || bits > most, `has to have from ${least} to ${most} bits, not ${bits}`);
  refuse(isEven(n), 'has to have an odd modulus n');
  const weakness = weaknessOf(n);
  if (weakness !== undefined) throw new KeyRefused(`is known to be weak: its modulus n ${weakness}`);
}

function algIn<Alg extends string>({ alg }: Jwk, fitting: readonly Alg[]): { alg?: Alg } {
  if (alg === undefined) return {};
  const named = fitting.find(one => one === alg);
  if (named === undefined) throw new KeyRefused(`has to be for ${fitting.join(' or ')}, if it names its alg`);
  return { alg: named };
}

/** RFC 8725 §3.1: the key decides. */
function algorithmsOf({ kty, alg }: PublicKeyMembers): PublicKey['algorithms'] {
  if (alg !== undefined) return [alg];
  return kty === 'EC' ? EC_ALGORITHMS : RSA_ALGORITHMS;
}

/** The curve's equation is checked here as well. */
function importable(members: PublicKeyMembers): KeyObject {
  try {
    return createPublicKey({ key: members, format: 'jwk' });
  } catch (error) {
    throw new KeyRefused('is not a point on the curve P-256', { cause: error });
  }
}

const isForVerifying = (operations: unknown): boolean =>
  operations === undefined ||
  (Array.isArray(operations) && operations.length === 1 && (operations as unknown[])[0] === 'verify');

const isEven = (value: bigint): boolean => (value & 1n) === 0n;

const hasAny = (jwk: Jwk, names: readonly string[]): boolean => names.some(name => Object.hasOwn(jwk, name));

function refuse(applies: boolean, why: string): void {
  if (applies) throw new KeyRefused(why);
}
