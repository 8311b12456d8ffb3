import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/platform';

/**
 * One bulk change at a time in this process: each keeps every other privileged change waiting, and whoever floods the
 * service with them must not keep administrators out.
 */
@Injectable()
export class BulkTurn {
  private isTaken = false;

  /** @throws DomainError `overloaded` if another one is under way */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.isTaken) throw new DomainError('overloaded', { retryAfterSeconds: 1 });
    this.isTaken = true;
    try {
      return await work();
    } finally {
      this.isTaken = false;
    }
  }
}
