import { createHmac } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { MasterSecret } from '#libs/platform';
import { ForeignHashes, type HashShare } from '#libs/users';

/** People log in all the time, and each takes one foreign hash away. */
const READ_ANEW_MS = 60_000;
const BYTES = 6;

/**
 * Decides what kind of hash an account would have that is not there. After an import some accounts have hashes that take longer
 * than ours, or less long: if no unknown address did, the time of an answer would tell who is there and has not logged in since. So
 * as large a share of the unknown ones does, always the same ones.
 */
@Injectable()
export class HashesOfStrangers {
  private readonly logger = new Logger(HashesOfStrangers.name);
  private readonly key: Buffer;
  private shares: readonly HashShare[] = [];
  private readAt = -Infinity;

  constructor(
    secret: MasterSecret,
    private readonly foreignHashes: ForeignHashes,
  ) {
    this.key = secret.derive('hashes of strangers').newest.key;
  }

  /** @returns what such a hash begins with; undefined for one of ours */
  costsFor(account: string): string | undefined {
    this.readIfOld();
    let rest = this.pointOf(account);
    return this.shares.find(({ share }) => (rest -= share) < 0)?.costs;
  }

  /** From 0 to 1, as evenly as a hash is. */
  private pointOf(account: string): number {
    return createHmac('sha256', this.key).update(account).digest().readUIntBE(0, BYTES) / 2 ** (8 * BYTES);
  }

  /** Nobody waits for it: what was read before is right but for a few. */
  private readIfOld(): void {
    const now = performance.now();
    if (now - this.readAt < READ_ANEW_MS) return;
    this.readAt = now;
    this.foreignHashes.shares().then(
      shares => (this.shares = shares),
      (error: unknown) => this.logger.warn(`the kinds of hashes were not read: ${String(error)}`),
    );
  }
}
