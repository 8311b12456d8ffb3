import { createHash, hkdfSync } from 'node:crypto';

const KEY_BYTES = 32;
const KEY_ID_BYTES = 4;

/** A key for one purpose, with the id that everything made with it carries. */
export interface DerivedKey {
  /** 4 bytes that name the master secret; they say nothing about it. */
  readonly id: Buffer;
  readonly key: Buffer;
}

/**
 * The master secret and its predecessors, from which each use derives a key of its own (HKDF, RFC 5869). New things
 * are made with the newest; older ones stay readable as long as their secret is listed.
 */
export class MasterSecret {
  /** @param secrets texts of at least 32 bytes, newest first, at least one */
  constructor(private readonly secrets: readonly string[]) {
    if (secrets.length === 0) throw new Error('a master secret is needed');
  }

  /** Keys for the use called `label`, newest first. */
  derive(label: string): KeySet {
    return new KeySet(this.secrets.map(secret => ({ id: keyId(secret), key: hkdf(secret, label, KEY_BYTES) })));
  }
}

/** The keys of one use. */
export class KeySet {
  /** @param all newest first */
  constructor(readonly all: readonly DerivedKey[]) {}

  get newest(): DerivedKey {
    const [newest] = this.all;
    if (newest === undefined) throw new Error('a key set cannot be empty');
    return newest;
  }

  find(id: Buffer): DerivedKey | undefined {
    return this.all.find(key => key.id.equals(id));
  }
}

function keyId(secret: string): Buffer {
  return createHash('sha256')
    .update(hkdf(secret, 'key id', KEY_BYTES))
    .digest()
    .subarray(0, KEY_ID_BYTES);
}

function hkdf(secret: string, label: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'gatehouse', label, bytes));
}
