import { Injectable } from '@nestjs/common';
import { CodeHashes, MasterSecret } from '#libs/platform';
import { readUserCode } from './user-code-text.js';

/** A code is for whoever types it. */
const FOR_ANYBODY = 'device';

/** What is kept of user codes: all that there are could be tried within minutes by who has a copy of the database. */
@Injectable()
export class UserCodeHashes {
  private readonly codeHashes: CodeHashes;

  constructor(secret: MasterSecret) {
    this.codeHashes = new CodeHashes(secret.derive('user codes'));
  }

  /** What is kept of a code that is given out, which is in its one form. */
  of(code: string): Buffer {
    return this.codeHashes.of(FOR_ANYBODY, code);
  }

  /** What may have been kept of a code that was typed, one for each master secret that is listed; none if it is no code. */
  candidates(typed: string): Buffer[] {
    const code = readUserCode(typed);
    return code === undefined ? [] : this.codeHashes.candidates(FOR_ANYBODY, code);
  }
}
