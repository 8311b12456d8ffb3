import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type KeySet, MasterSecret } from '#libs/platform';
import { readRecoveryCode } from './recovery-code-text.js';

/**
 * What is kept of recovery codes: the id of a key ‖ HMAC-SHA-256 of user and code under it. A keyed hash, so that a copy of the
 * database is no use for trying codes; of the user, so that nobody's codes are good elsewhere.
 */
@Injectable()
export class RecoveryCodeHashes {
  private readonly keys: KeySet;

  constructor(secret: MasterSecret) {
    this.keys = secret.derive('recovery codes');
  }

  /** What is kept of a code that is given out, which is in its one form. */
  of(userId: string, code: string): Buffer {
    const { id, key } = this.keys.newest;
    return Buffer.concat([id, mac(key, userId, code)]);
  }

  /** What may have been kept of a code that was typed, one for each master secret that is listed; none if it is no code. */
  candidates(userId: string, typed: string): Buffer[] {
    const code = readRecoveryCode(typed);
    if (code === undefined) return [];
    return this.keys.all.map(({ id, key }) => Buffer.concat([id, mac(key, userId, code)]));
  }
}

const mac = (key: Buffer, userId: string, code: string): Buffer =>
  createHmac('sha256', key).update(`${userId} ${code}`).digest();
