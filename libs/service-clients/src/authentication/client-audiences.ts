import { Injectable } from '@nestjs/common';
import { userinfoAudience } from '#libs/contracts';
import { Config } from '#libs/platform';
import type { ClientSnapshot } from './client-snapshot.js';

/** What the tokens that a client gets may be meant for. */
@Injectable()
export class ClientAudiences {
  constructor(private readonly config: Config) {}

  /**
   * Of a service what is configured, unless it has audiences of its own. An application may ask who has logged in, and gets to nothing
   * else, our own routes among it, unless an administrator says so.
   */
  of({ kind, audiences }: Pick<ClientSnapshot, 'kind' | 'audiences'>): readonly string[] {
    if (kind === 'service') return audiences ?? this.config.audiences;
    return [userinfoAudience(this.config.issuer), ...(audiences ?? [])];
  }
}
