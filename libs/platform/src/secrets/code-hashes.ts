import { createHmac } from 'node:crypto';
import type { KeySet } from './master-secret.js';

const KEY_ID_BYTES = 4;
const MAC_BYTES = 32;
/** How long each of them is. */
export const CODE_HASH_BYTES = KEY_ID_BYTES + MAC_BYTES;

/**
 * What is kept of codes that are short enough to be tried: the id of a key ‖ HMAC-SHA-256 of owner and code under it. A keyed hash, so
 * that a copy of the database is no use for trying them; of the owner, so that a code is good for nobody else.
 */
export class CodeHashes {
  constructor(private readonly keys: KeySet) {}

  /** What is kept of a code that is given out. @param owner for whom it is good: an id, which has no space in it */
  of(owner: string, code: string): Buffer {
    const { id, key } = this.keys.newest;
    return Buffer.concat([id, mac(key, owner, code)]);
  }

  /** What may have been kept of this code: one for each master secret that is listed. */
  candidates(owner: string, code: string): Buffer[] {
    return this.keys.all.map(({ id, key }) => Buffer.concat([id, mac(key, owner, code)]));
  }
}

const mac = (key: Buffer, owner: string, code: string): Buffer =>
  createHmac('sha256', key).update(`${owner} ${code}`).digest();
