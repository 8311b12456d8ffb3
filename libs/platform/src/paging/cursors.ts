import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../problems/domain-error.js';
import { type KeySet, MasterSecret } from '../secrets/master-secret.js';

const MAC_BYTES = 16;
const MAX_CURSOR_LENGTH = 512;

/**
 * Makes and reads the opaque cursors of lists. They are authenticated, so a cursor is either one that this list has
 * given out or is refused; nothing made up reaches a query.
 */
@Injectable()
export class Cursors {
  private readonly keys: KeySet;

  constructor(secret: MasterSecret) {
    this.keys = secret.derive('cursors');
  }

  /** @param list names the list and its filters, so that a cursor cannot be used with another */
  encode(list: string, position: string): string {
    const { id, key } = this.keys.newest;
    return Buffer.concat([id, mac(key, list, position), Buffer.from(position)]).toString('base64url');
  }

  /** @throws DomainError `invalid_cursor` */
  decode(list: string, cursor: string): string {
    const bytes = Buffer.from(cursor.slice(0, MAX_CURSOR_LENGTH), 'base64url');
    const found = this.keys.find(bytes.subarray(0, 4));
    const position = bytes.subarray(4 + MAC_BYTES).toString();
    if (found === undefined || bytes.length <= 4 + MAC_BYTES) throw new DomainError('invalid_cursor');
    if (!timingSafeEqual(mac(found.key, list, position), bytes.subarray(4, 4 + MAC_BYTES))) {
      throw new DomainError('invalid_cursor');
    }
    return position;
  }
}

function mac(key: Buffer, list: string, position: string): Buffer {
  return createHmac('sha256', key).update(`${list}\0${position}`).digest().subarray(0, MAC_BYTES);
}
