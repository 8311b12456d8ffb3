import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CODE_HASH_BYTES, CodeHashes, MasterSecret } from '#libs/platform';
import { readCode } from './code-text.js';

/** What a request is compared with that nobody was sent a code for. */
const NOTHING = Buffer.alloc(CODE_HASH_BYTES);

/** What is kept of codes by mail: all that there are could be tried within a minute by who has a copy of the database. */
@Injectable()
export class LoginCodeHashes {
  private readonly codeHashes: CodeHashes;

  constructor(secret: MasterSecret) {
    this.codeHashes = new CodeHashes(secret.derive('login codes'));
  }

  /** @param requestId for which the code is good, and for no other */
  of(requestId: string, code: string): Buffer {
    return this.codeHashes.of(requestId, code);
  }

  /** Whether what was typed is the code; false, after the same work, where there is none. */
  matches(requestId: string, typed: string, kept: Buffer | null): boolean {
    const candidates = this.codeHashes.candidates(requestId, readCode(typed) ?? '');
    const isOneOf = candidates.filter(candidate => timingSafeEqual(candidate, kept ?? NOTHING)).length > 0;
    return kept !== null && isOneOf;
  }
}
