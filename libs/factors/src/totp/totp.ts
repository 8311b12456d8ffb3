import { Injectable } from '@nestjs/common';
import { Database, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { DatabaseClock } from '#libs/revocations';
import { type FactorAnswer, FactorKind, type FactorRecord, type ShownFactor } from '../factor-kind.js';
import { stepOf } from './authenticator-code.js';
import { TotpSecrets } from './totp-secrets.js';

/** What is stored of one that anybody is shown. */
export type ShownTotp = Pick<FactorRecord, 'id' | 'name' | 'created_at' | 'last_used_at'>;

/** Codes of an authenticator app (RFC 6238). Each is good once, and so are all of the same time step and before. */
@Injectable()
export class Totp extends FactorKind {
  override readonly method = 'totp';

  constructor(
    private readonly database: Database,
    private readonly databaseClock: DatabaseClock,
    private readonly totpSecrets: TotpSecrets,
  ) {
    super();
  }

  override async isThere(runner: StatementRunner, userId: string): Promise<boolean> {
    return (await runner.run(selectFactor, [userId])).length > 0;
  }

  override async list(runner: StatementRunner, userId: string): Promise<FactorRecord[]> {
    const rows = await runner.run(selectShown, [userId]);
    return rows.map(row => this.shown(row));
  }

  /** As it is listed. */
  shown(row: ShownTotp): FactorRecord {
    return { ...row, method: this.method, codes_left: null, backed_up: null, rp_id: null };
  }

  override async examine(userId: string, { code = '' }: FactorAnswer): Promise<ShownFactor | undefined> {
    const [factor] = await this.database.run(selectFactor, [userId]);
    if (factor === undefined) return undefined;
    const { id, last_step } = factor;
    const step = this.stepOf({ ...factor, user_id: userId }, code);
    if (step === undefined || step <= last_step) return undefined;
    const stillHolds = async (transaction: Transaction): Promise<boolean> =>
      (await transaction.run(useStep, [id, step])).length > 0;
    return { user_id: userId, factor_id: id, method: this.method, methods: ['otp'], stillHolds };
  }

  /** Instances may have wrong clocks; by that of the database they all agree on what time it is. */
  stepOf(factor: { id: string; user_id: string; secret: Buffer }, code: string): number | undefined {
    const secret = this.totpSecrets.open(factor, factor.secret);
    return secret && stepOf(secret, code, this.databaseClock.now);
  }

  override async rename(runner: StatementRunner, userId: string, factorId: string, name: string): Promise<boolean> {
    return (await runner.run(renameFactor, [userId, factorId, name])).length > 0;
  }

  override async remove(transaction: Transaction, userId: string, factorId: string): Promise<boolean> {
    return (await transaction.run(deleteFactor, [userId, factorId])).length > 0;
  }

  override async removeAll(transaction: Transaction, userId: string): Promise<number> {
    return (await transaction.run(deleteAll, [userId])).filter(({ was_in_force }) => was_in_force).length;
  }
}

/** In force; `last_step` is there then. */
const IN_FORCE = 'confirmed_at IS NOT NULL';

const selectFactor = statement<{ id: string; secret: Buffer; last_step: number }, [string]>(
  'totp.find',
  `SELECT id, secret, last_step FROM totp_factors WHERE user_id = $1 AND ${IN_FORCE}`,
);

const selectShown = statement<ShownTotp, [string]>(
  'totp.list',
  `SELECT id, name, confirmed_at AS created_at, last_used_at FROM totp_factors WHERE user_id = $1 AND ${IN_FORCE}`,
);

// Of any number who show the same code at once, the first one raises the step, and the others find it raised.
const useStep = statement<{ id: string }, [string, number]>(
  'totp.use_step',
  `UPDATE totp_factors SET last_step = $2, last_used_at = statement_timestamp()
   WHERE id = $1 AND ${IN_FORCE} AND last_step < $2 RETURNING id`,
);

const renameFactor = statement<{ id: string }, [string, string, string]>(
  'totp.rename',
  `UPDATE totp_factors SET name = $3 WHERE user_id = $1 AND id = $2 AND ${IN_FORCE} RETURNING id`,
);

const deleteFactor = statement<{ id: string }, [string, string]>(
  'totp.remove',
  `DELETE FROM totp_factors WHERE user_id = $1 AND id = $2 AND ${IN_FORCE} RETURNING id`,
);

const deleteAll = statement<{ was_in_force: boolean }, [string]>(
  'totp.remove_all',
  `DELETE FROM totp_factors WHERE user_id = $1 RETURNING ${IN_FORCE} AS was_in_force`,
);
