import type { ClientDefinition } from '../client-definition.js';

/** An active client as it is in the database at one moment, with all that it may present. */
export interface ClientSnapshot extends Omit<
  ClientDefinition,
  'backchannel_logout_uri' | 'backchannel_logout_session_required'
> {
  readonly id: string;
  readonly epoch: number;
  readonly sessions_epoch: number;
  /** The database's time at which it was like that. */
  readonly read_at: Date;
  /** Of those that have not expired. */
  readonly secret_hashes: Buffer[];
  /** When the first of them expires; null if none does. */
  readonly first_secret_expiry: Date | null;
}
