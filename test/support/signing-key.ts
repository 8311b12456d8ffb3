import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { TestDatabase } from './database.js';
import { keyVault } from './vaults.js';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The service's own current signing key, taken out of its database: for tokens whose signature has to be good. */
export async function currentSigningKey(database: TestDatabase): Promise<SigningKey> {
  const [row] = await database.query<{ kid: string; private_key: Buffer }>(
    `SELECT kid, private_key FROM signing_keys WHERE state = 'current'`,
  );
  if (row === undefined) throw new Error('there is no current signing key');
  const pkcs8 = keyVault.open(row.kid, row.private_key);
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return { kid: row.kid, privateKey, publicKey: createPublicKey(privateKey) };
}
