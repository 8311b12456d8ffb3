import { generateKeyPairSync, type KeyObject, randomUUID, sign, type webcrypto } from 'node:crypto';
import { ACCESS_TOKEN_TYPE } from '../../../contracts/src/index.js';
import type { VerificationKey } from '../../core/src/index.js';

interface TestKey extends VerificationKey {
  readonly privateKey: KeyObject;
}

/** The signing keys of a test issuer; the newest one signs. */
export class TestKeys {
  private keys: TestKey[] = [newKey()];

  get current(): TestKey {
    return this.keys[0] as TestKey;
  }

  /** The JSON Web Key Set (RFC 7517 §5). */
  get jwks(): { keys: webcrypto.JsonWebKey[] } {
    return {
      keys: this.keys.map(({ kid, alg, key }) => ({ ...key.export({ format: 'jwk' }), kid, alg, use: 'sig' })),
    };
  }

  find(kid: string): VerificationKey | undefined {
    return this.keys.find(key => key.kid === kid);
  }

  /** Signs with a new key from now on; the old ones stay published. */
  rotate(): void {
    this.keys = [newKey(), ...this.keys];
  }

  withdraw(kid: string): void {
    this.keys = this.keys.filter(key => key.kid !== kid);
  }

  /** A JWS in compact serialisation, whose header is as ours are unless told otherwise. */
  sign(claims: object, header: object = {}): string {
    const { alg, kid, privateKey } = this.current;
    const input = [{ alg, typ: ACCESS_TOKEN_TYPE, kid, ...header }, claims].map(encode).join('.');
    const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${input}.${signature.toString('base64url')}`;
  }
}

function newKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { kid: randomUUID(), alg: 'ES256', key: publicKey, privateKey };
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
