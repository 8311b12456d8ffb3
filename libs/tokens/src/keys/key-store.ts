import { Injectable } from '@nestjs/common';
import { Database, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import type { SignatureAlgorithm } from '#libs/verifier/core';
import { createKeyPair, publicJwk, type PublicJwk } from './key-pair.js';
import { KeyVault } from './key-vault.js';

export type KeyState = 'next' | 'current' | 'previous' | 'retired';

export interface StoredKey {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly state: KeyState;
  readonly public_jwk: PublicJwk;
  /** Sealed; empty where the key does not sign any more. */
  readonly private_key: Buffer;
  readonly published_at: Date;
  readonly activated_at: Date | null;
  readonly superseded_at: Date | null;
  readonly retired_at: Date | null;
}

/** The signing keys in the database. At most one is `current` and one `next`: unique indexes see to that. */
@Injectable()
export class KeyStore {
  constructor(
    private readonly database: Database,
    private readonly keyVault: KeyVault,
  ) {}

  list(runner: StatementRunner = this.database): Promise<StoredKey[]> {
    return runner.run(selectKeys, []);
  }

  /**
   * Makes a key pair and stores it, unless another replica has filled that place meanwhile.
   * @returns its id, if it was stored
   */
  async create(
    transaction: Transaction,
    alg: SignatureAlgorithm,
    state: 'current' | 'next',
  ): Promise<string | undefined> {
    const pair = await createKeyPair(alg);
    const private_key = this.keyVault.seal(pair.kid, pair.privateKey);
    const key = { kid: pair.kid, alg, state, public_jwk: publicJwk(pair), private_key };
    const [stored] = await transaction.run(insertKey, key);
    return stored?.kid;
  }

  /** Keeps every other rotation waiting until this transaction ends. */
  async lock(transaction: Transaction): Promise<void> {
    await transaction.run(lockKeys, []);
  }

  /** Ends the signing of the current key; its private half is gone for good. */
  async supersede(transaction: Transaction): Promise<void> {
    await transaction.run(supersedeCurrent, []);
  }

  async activateNext(transaction: Transaction): Promise<void> {
    await transaction.run(activateNext, []);
  }

  /** @returns whether there was such a key that was not retired yet */
  async retire(transaction: Transaction, kid: string): Promise<boolean> {
    return (await transaction.run(retireKey, [kid])).length > 0;
  }

  /** Retires keys that ceased to sign longer than `seconds` ago: the last token that they signed is dead. */
  async retireSuperseded(runner: StatementRunner, seconds: number): Promise<string[]> {
    return (await runner.run(retireSuperseded, [seconds])).map(row => row.kid);
  }
}

const selectKeys = statement<StoredKey>(
  'keys.list',
  `SELECT kid, alg, state, public_jwk, private_key, published_at, activated_at, superseded_at, retired_at
   FROM signing_keys ORDER BY published_at, kid`,
);

const lockKeys = statement<{ kid: string }>(
  'keys.lock',
  `SELECT kid FROM signing_keys WHERE state IN ('current', 'next') ORDER BY kid FOR UPDATE`,
);

const insertKey = statement<{ kid: string }, Pick<StoredKey, 'kid' | 'alg' | 'state' | 'public_jwk' | 'private_key'>>(
  'keys.create',
  `INSERT INTO signing_keys (kid, alg, state, public_jwk, private_key, activated_at)
   VALUES (:kid, :alg, :state, :public_jwk, :private_key, CASE WHEN :state = 'current' THEN now() END)
   ON CONFLICT DO NOTHING RETURNING kid`,
);

const supersedeCurrent = statement(
  'keys.supersede',
  `UPDATE signing_keys SET state = 'previous', superseded_at = statement_timestamp(), private_key = ''
   WHERE state = 'current'`,
);

const activateNext = statement(
  'keys.activate_next',
  `UPDATE signing_keys SET state = 'current', activated_at = statement_timestamp() WHERE state = 'next'`,
);

const retireKey = statement<{ kid: string }, [string]>(
  'keys.retire',
  `UPDATE signing_keys SET state = 'retired', retired_at = statement_timestamp(), private_key = ''
   WHERE kid = $1 AND state <> 'retired' RETURNING kid`,
);

const retireSuperseded = statement<{ kid: string }, [number]>(
  'keys.retire_superseded',
  `UPDATE signing_keys SET state = 'retired', retired_at = statement_timestamp()
   WHERE state = 'previous' AND superseded_at < statement_timestamp() - make_interval(secs => $1::integer)
   RETURNING kid`,
);
