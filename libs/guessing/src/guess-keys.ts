import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MasterSecret } from '#libs/platform';

const KEY_BYTES = 16;

/** Names what failures are counted by, so that whoever sees the names learns neither addresses nor accounts. */
@Injectable()
export class GuessKeys {
  private readonly key: Buffer;

  constructor(secret: MasterSecret) {
    this.key = secret.derive('failure counters').newest.key;
  }

  /** @param parts what kind of thing it is, and which of them */
  of(...parts: readonly [kind: string, ...which: string[]]): string {
    const mac = createHmac('sha256', this.key).update(JSON.stringify(parts)).digest();
    return mac.subarray(0, KEY_BYTES).toString('base64url');
  }
}
