import { Injectable } from '@nestjs/common';
import { CodeHashes, MasterSecret } from '#libs/platform';
import { readRecoveryCode } from './recovery-code-text.js';

/** What is kept of recovery codes. */
@Injectable()
export class RecoveryCodeHashes {
  private readonly codeHashes: CodeHashes;

  constructor(secret: MasterSecret) {
    this.codeHashes = new CodeHashes(secret.derive('recovery codes'));
  }

  /** What is kept of a code that is given out, which is in its one form. */
  of(userId: string, code: string): Buffer {
    return this.codeHashes.of(userId, code);
  }

  /** What may have been kept of a code that was typed, one for each master secret that is listed; none if it is no code. */
  candidates(userId: string, typed: string): Buffer[] {
    const code = readRecoveryCode(typed);
    return code === undefined ? [] : this.codeHashes.candidates(userId, code);
  }
}
