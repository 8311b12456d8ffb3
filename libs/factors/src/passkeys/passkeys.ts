import { Injectable } from '@nestjs/common';
import { Database, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import type { FactorRecord } from '../factor-kind.js';

/** More than anybody has; each of them is named in every request for one. */
export const MOST_PASSKEYS = 20;

/** What a browser has to know of a passkey to ask for it, or to leave it out. */
export interface PasskeyDescriptor {
  readonly credential_id: Buffer;
  readonly transports: readonly string[];
}

/** What an answer is held against. */
export interface StoredPasskey extends PasskeyDescriptor {
  readonly id: string;
  readonly user_id: string;
  readonly public_key: Buffer;
  readonly counter: number;
  readonly backup_eligible: boolean;
  readonly rp_id: string;
}

/** What an authenticator said when it signed. */
export interface SeenSignature {
  readonly counter: number;
  readonly backed_up: boolean;
}

/** A passkey that was just made, for somebody. */
export interface NewPasskey extends Omit<StoredPasskey, 'id'>, SeenSignature {
  /** The model of the authenticator; zeros where it does not say. */
  readonly aaguid: string;
  readonly name: string;
}

/** The passkeys that people have. */
@Injectable()
export class Passkeys {
  constructor(private readonly database: Database) {}

  /** Those of one relying party, or of all. */
  async describe(userId: string, rpId: string | null): Promise<PasskeyDescriptor[]> {
    return this.database.run(selectDescriptors, [userId, rpId]);
  }

  async list(runner: StatementRunner, userId: string): Promise<FactorRecord[]> {
    return (await runner.run(selectPasskeys, [userId])).map(toFactor);
  }

  /** The user's own is not told from another's: whoever asks for more has to look at `user_id`. */
  async find(credentialId: Buffer): Promise<StoredPasskey | undefined> {
    return (await this.database.run(selectPasskey, [credentialId]))[0];
  }

  /** Of one relying party, or of any. */
  async areThere(runner: StatementRunner, userId: string, rpId: string | null): Promise<boolean> {
    return (await runner.run(selectAny, [userId, rpId])).length > 0;
  }

  /** @throws DomainError `too_many_passkeys` if there is no room for another one */
  async assertRoom(runner: StatementRunner, userId: string): Promise<void> {
    const existing = await runner.run(selectDescriptors, [userId, null]);
    if (existing.length >= MOST_PASSKEYS) throw new DomainError('too_many_passkeys');
  }

  /** @returns undefined if it is somebody's already, by the id that its authenticator has given it */
  async add(transaction: Transaction, id: string, passkey: NewPasskey): Promise<FactorRecord | undefined> {
    const [added] = await transaction.run(insertPasskey, { ...passkey, id });
    return added && toFactor(added);
  }

  /** Notes that it has signed. @returns false if it is gone, or has signed that or more before */
  async noteUse(runner: StatementRunner, id: string, { counter, backed_up }: SeenSignature): Promise<boolean> {
    return (await runner.run(updateUsed, [id, counter, backed_up])).length > 0;
  }

  /** @returns false if the user has none of this id */
  async rename(runner: StatementRunner, userId: string, id: string, name: string): Promise<boolean> {
    return (await runner.run(updateName, [userId, id, name])).length > 0;
  }

  /** @returns false if the user has none of this id */
  async remove(transaction: Transaction, userId: string, id: string): Promise<boolean> {
    return (await transaction.run(deletePasskey, [userId, id])).length > 0;
  }

  /** @returns how many there were */
  async removeAll(transaction: Transaction, userId: string): Promise<number> {
    return (await transaction.run(deletePasskeys, [userId])).length;
  }
}

type Row = Omit<FactorRecord, 'method' | 'codes_left'>;

const SHOWN = 'id, name, backed_up, rp_id, created_at, last_used_at';

const toFactor = (row: Row): FactorRecord => ({ ...row, method: 'passkey', codes_left: null });

const selectDescriptors = statement<PasskeyDescriptor, [string, string | null]>(
  'passkeys.describe',
  `SELECT credential_id, transports FROM passkeys
   WHERE user_id = $1 AND rp_id = coalesce($2, rp_id) ORDER BY id`,
);

const selectPasskeys = statement<Row, [string]>(
  'passkeys.list',
  `SELECT ${SHOWN} FROM passkeys WHERE user_id = $1 ORDER BY id`,
);

// A counter has 32 bits without a sign, so every one is a whole number to JavaScript.
const selectPasskey = statement<StoredPasskey, [Buffer]>(
  'passkeys.find',
  `SELECT id, user_id, credential_id, public_key, counter::double precision AS counter, transports, backup_eligible, rp_id
   FROM passkeys WHERE credential_id = $1`,
);

const selectAny = statement<{ id: string }, [string, string | null]>(
  'passkeys.are_there',
  'SELECT id FROM passkeys WHERE user_id = $1 AND rp_id = coalesce($2, rp_id) LIMIT 1',
);

const insertPasskey = statement<Row, NewPasskey & { id: string }>(
  'passkeys.add',
  `INSERT INTO passkeys
     (id, user_id, credential_id, public_key, counter, transports, backup_eligible, backed_up, aaguid, rp_id, name, created_at)
   VALUES (:id, :user_id, :credential_id, :public_key, :counter, :transports, :backup_eligible, :backed_up, :aaguid, :rp_id, :name,
           statement_timestamp())
   ON CONFLICT (credential_id) DO NOTHING
   RETURNING ${SHOWN}`,
);

// An authenticator that counts counts up (WebAuthn Level 3, §6.1.1); two that have one key are found out by that.
const updateUsed = statement<{ id: string }, [string, number, boolean]>(
  'passkeys.note_use',
  `UPDATE passkeys SET counter = $2, backed_up = $3, last_used_at = statement_timestamp()
   WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0)) RETURNING id`,
);

const updateName = statement<{ id: string }, [string, string, string]>(
  'passkeys.rename',
  'UPDATE passkeys SET name = $3 WHERE user_id = $1 AND id = $2 RETURNING id',
);

const deletePasskey = statement<{ id: string }, [string, string]>(
  'passkeys.remove',
  'DELETE FROM passkeys WHERE user_id = $1 AND id = $2 RETURNING id',
);

const deletePasskeys = statement<{ id: string }, [string]>(
  'passkeys.remove_all',
  'DELETE FROM passkeys WHERE user_id = $1 RETURNING id',
);
