import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type KeySet, MasterSecret } from '#libs/platform';
import { readCode } from './code-text.js';

const KEY_ID_BYTES = 4;
const MAC_BYTES = 32;
/** What a request is compared with that nobody was sent a code for. */
const NOTHING = Buffer.alloc(KEY_ID_BYTES + MAC_BYTES);

/**
 * What is kept of codes: the id of a key ‖ HMAC-SHA-256 of request and code under it. A keyed hash, since all codes there are can be
 * tried within a minute by who has a copy of the database.
 */
@Injectable()
export class LoginCodeHashes {
  private readonly keys: KeySet;

  constructor(secret: MasterSecret) {
    this.keys = secret.derive('login codes');
  }

  /** @param requestId for which the code is good, and for no other */
  of(requestId: string, code: string): Buffer {
    const { id, key } = this.keys.newest;
    return Buffer.concat([id, mac(key, requestId, code)]);
  }

  /** Whether what was typed is the code; false, after the same work, where there is none. */
  matches(requestId: string, typed: string, kept: Buffer | null): boolean {
    const code = readCode(typed) ?? '';
    const candidates = this.keys.all.map(({ id, key }) => Buffer.concat([id, mac(key, requestId, code)]));
    const isOneOf = candidates.filter(candidate => timingSafeEqual(candidate, kept ?? NOTHING)).length > 0;
    return kept !== null && isOneOf;
  }
}

const mac = (key: Buffer, requestId: string, code: string): Buffer =>
  createHmac('sha256', key).update(`${requestId} ${code}`).digest();
