import { Injectable, Logger } from '@nestjs/common';
import { makeRoom } from '#libs/platform';
import { KeyRefused, type PublicKey, readPublicKey } from '#libs/verifier/core';
import type { ClientJwk } from '../client-jwk.js';

/** Keys remembered at once; the one that was remembered first makes room. */
const CAPACITY = 10_000;

/**
 * The keys of clients as they come from the database. Each is held against the rule again: one that was stored when less
 * was asked of a key opens nothing. Reading a key takes milliseconds, so it is done once.
 */
@Injectable()
export class AssertionKeys {
  private readonly logger = new Logger(AssertionKeys.name);
  private readonly known = new Map<string, PublicKey | undefined>();

  /** @returns undefined if nobody is to be recognised by this key; the log says why, once */
  get(clientId: string, jwk: ClientJwk): PublicKey | undefined {
    const name = `${clientId} ${JSON.stringify(jwk)}`;
    if (this.known.has(name)) return this.known.get(name);
    const key = this.read(clientId, jwk);
    makeRoom(this.known, CAPACITY);
    this.known.set(name, key);
    return key;
  }

  private read(clientId: string, jwk: ClientJwk): PublicKey | undefined {
    try {
      return readPublicKey(jwk);
    } catch (error) {
      if (!(error instanceof KeyRefused)) throw error;
      this.logger.warn(
        `The key of the client ${clientId} opens nothing, since it ${error.message}: give it another one`,
      );
      return undefined;
    }
  }
}
