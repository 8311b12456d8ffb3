import type { AuthenticationMethod } from '#libs/contracts';
import type { TextForm } from '#libs/platform';
import type { Transport } from './session-client.js';

/**
 * What a login has shown so far, and how it is to end. It is sealed and given to whoever logs in: nothing is stored before it is
 * used, and nobody can read or change what it says.
 */
export interface LoginTicket {
  readonly id: string;
  readonly user_id: string;
  /** How they have shown who they are until now. */
  readonly methods: readonly AuthenticationMethod[];
  /** SHA-256, in base64url, of the hash that the password was found to match; null: there was no password. */
  readonly hash_digest: string | null;
  /** The subject's when that was shown: whatever has ended all sessions since has ended this login as well. */
  readonly sessions_epoch: number;
  /** The address that was submitted, in its one form. */
  readonly account: string;
  /** Through whom, and how the tokens will travel. */
  readonly client_id: string;
  readonly transport: Transport;
  /** Null: the configured audiences. */
  readonly audience: readonly string[] | null;
  /** By the database's clock, in milliseconds since 1970. */
  readonly expires_at: number;
}

export const LOGIN_TICKET_PREFIX = 'glt_';

/**
 * As it is given out. Its length depends on the audiences: 20 of 256 characters, and an address of 254, which may take three bytes
 * each, leave room for what is always there.
 */
export const LOGIN_TICKET: TextForm = { pattern: '^glt_[A-Za-z0-9_-]+$', maxLength: 8704 };
