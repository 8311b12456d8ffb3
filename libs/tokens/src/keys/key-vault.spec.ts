import { describe, expect, it } from '@jest/globals';
import { MasterSecret } from '#libs/platform';
import { createKeyPair, publicJwk } from './key-pair.js';
import { KeyNotReadable, KeyVault } from './key-vault.js';

const SECRET = 'a secret of at least thirty-two bytes, yes';
const vault = new KeyVault(new MasterSecret([SECRET]));

describe('KeyVault', () => {
  it('opens what it sealed', async () => {
    const { kid, privateKey } = await createKeyPair('ES256');
    expect(vault.open(kid, vault.seal(kid, privateKey)).equals(privateKey)).toBe(true);
  });

  it('does not open with another secret, under another kid, or when a single bit is changed', async () => {
    const { kid, privateKey } = await createKeyPair('ES256');
    const sealed = vault.seal(kid, privateKey);
    const other = new KeyVault(new MasterSecret(['another secret of at least thirty-two bytes']));
    expect(() => other.open(kid, sealed)).toThrow(KeyNotReadable);
    expect(() => vault.open('another-kid', sealed)).toThrow(KeyNotReadable);
    for (let i = 0; i < sealed.length; i++) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8(altered.readUInt8(i) ^ 1, i);
      expect(() => vault.open(kid, altered)).toThrow(KeyNotReadable);
    }
    expect(() => vault.open(kid, Buffer.alloc(0))).toThrow(KeyNotReadable);
  });

  it('leaves nothing of the key readable', async () => {
    const { kid, privateKey } = await createKeyPair('ES256');
    const { d } = privateKey.export({ format: 'jwk' });
    expect(vault.seal(kid, privateKey).includes(Buffer.from(d ?? '', 'base64url'))).toBe(false);
  });
});

describe('publicJwk', () => {
  it.each(['ES256', 'RS256'] as const)('of an %s pair holds no private member', async alg => {
    const jwk = publicJwk(await createKeyPair(alg));
    const expected = {
      ES256: ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
      RS256: ['alg', 'e', 'kid', 'kty', 'n', 'use'],
    };
    expect(Object.keys(jwk).sort()).toEqual(expected[alg]);
  });
});
