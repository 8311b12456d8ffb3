import { describe, expect, it } from '@jest/globals';
import { MasterSecret } from './master-secret.js';
import { NotReadable, Vault } from './vault.js';

const SECRET = 'a secret of at least thirty-two bytes, yes';
const NEWER = 'another secret of at least thirty-two bytes';
const vaultOf = (use: string, ...secrets: string[]): Vault => new Vault(new MasterSecret(secrets).derive(use));

describe('a vault', () => {
  const vault = vaultOf('specs', SECRET);
  const content = Buffer.from('something that nobody is to know');

  it('opens what it sealed, and seals the same thing anew each time', () => {
    const [one, other] = [vault.seal('a', content), vault.seal('a', content)];
    expect([vault.open('a', one), vault.open('a', other)]).toEqual([content, content]);
    expect(one.equals(other)).toBe(false);
    expect(one.includes(content.subarray(0, 8))).toBe(false);
  });

  it('opens what was sealed under a secret that is listed still, and nothing else', () => {
    const sealed = vault.seal('a', content);
    expect(vaultOf('specs', NEWER, SECRET).open('a', sealed)).toEqual(content);
    expect(() => vaultOf('specs', NEWER).open('a', sealed)).toThrow(NotReadable);
    expect(() => vaultOf('something else', SECRET).open('a', sealed)).toThrow(NotReadable);
    expect(() => vault.open('b', sealed)).toThrow('b cannot be decrypted: GATEHOUSE_SECRET does not list the secret');
  });

  it('opens nothing of which a single bit was changed, or the end is lacking', () => {
    const sealed = vault.seal('a', content);
    for (let i = 0; i < sealed.length; i++) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8(altered.readUInt8(i) ^ 1, i);
      expect(() => vault.open('a', altered)).toThrow(NotReadable);
      expect(() => vault.open('a', sealed.subarray(0, i))).toThrow(NotReadable);
    }
  });
});
