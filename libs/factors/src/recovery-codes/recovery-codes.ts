import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { newId } from '#libs/platform';
import { type FactorAnswer, FactorKind, type FactorRecord, type ShownFactor } from '../factor-kind.js';
import { RecoveryCodeHashes } from './recovery-code-hashes.js';
import { inGroups, newRecoveryCode } from './recovery-code-text.js';

/** As many as are given out at a time. */
export const RECOVERY_CODES = 10;

/** Codes on paper, for whoever has lost the factor itself. Each is good once. */
@Injectable()
export class RecoveryCodes extends FactorKind {
  override readonly method = 'recovery_code';

  constructor(
    private readonly database: Database,
    private readonly recoveryCodeHashes: RecoveryCodeHashes,
    private readonly audit: Audit,
  ) {
    super();
  }

  /**
   * Makes new ones; those that were left are good no more.
   * @param reason for the audit trail; none: they come with a first factor
   * @returns them, to be shown this once
   */
  async renew(transaction: Transaction, userId: string, actor: Actor, reason?: 'renewed'): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    const code_hashes = codes.map(code => this.recoveryCodeHashes.of(userId, code));
    await transaction.run(replaceCodes, [newId(), userId, code_hashes]);
    const details = reason === undefined ? {} : { reason };
    await this.audit.record(transaction, { kind: 'recovery_codes_created', actor, target: userId, details });
    return codes.map(inGroups);
  }

  override async isThere(runner: StatementRunner, userId: string): Promise<boolean> {
    return (await runner.run(selectCodes, [userId])).some(({ codes_left }) => codes_left > 0);
  }

  override async list(runner: StatementRunner, userId: string): Promise<FactorRecord[]> {
    const rows = await runner.run(selectCodes, [userId]);
    return rows.map(row => ({ ...row, method: this.method, name: null, backed_up: null, rp_id: null }));
  }

  override async examine(userId: string, { code = '' }: FactorAnswer, actor: Actor): Promise<ShownFactor | undefined> {
    const candidates = this.recoveryCodeHashes.candidates(userId, code);
    const [found] = await this.database.run(findCode, [userId, candidates]);
    if (found === undefined) return undefined;
    const { id, code_hash } = found;
    // Who has shown it has proved who they are.
    const owner = { ...actor, id: userId };
    const stillHolds = (transaction: Transaction): Promise<boolean> => this.use(transaction, owner, id, code_hash);
    return { user_id: userId, factor_id: id, method: this.method, methods: ['otp'], stillHolds };
  }

  private async use(transaction: Transaction, owner: Actor, id: string, codeHash: Buffer): Promise<boolean> {
    const [used] = await transaction.run(useCode, [id, codeHash]);
    if (used === undefined) return false;
    const details = { codes_left: used.codes_left };
    await this.audit.record(transaction, { kind: 'recovery_code_used', actor: owner, target: owner.id, details });
    return true;
  }

  /** They have no name. */
  override rename(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override async remove(transaction: Transaction, userId: string, factorId: string): Promise<boolean> {
    return (await transaction.run(deleteCodes, [userId, factorId])).length > 0;
  }

  override async removeAll(transaction: Transaction, userId: string): Promise<number> {
    return (await transaction.run(deleteCodes, [userId, null])).length;
  }
}

const replaceCodes = statement<never, [string, string, readonly Buffer[]]>(
  'recovery_codes.replace',
  `INSERT INTO recovery_codes (id, user_id, code_hashes, created_at) VALUES ($1, $2, $3, statement_timestamp())
   ON CONFLICT (user_id) DO UPDATE SET id = EXCLUDED.id, code_hashes = EXCLUDED.code_hashes,
     created_at = EXCLUDED.created_at, last_used_at = NULL`,
);

const selectCodes = statement<
  { id: string; created_at: Date; last_used_at: Date | null; codes_left: number },
  [string]
>(
  'recovery_codes.list',
  `SELECT id, created_at, last_used_at, cardinality(code_hashes) AS codes_left
   FROM recovery_codes WHERE user_id = $1`,
);

const findCode = statement<{ id: string; code_hash: Buffer }, [string, readonly Buffer[]]>(
  'recovery_codes.find',
  `SELECT id, code_hash FROM recovery_codes CROSS JOIN unnest(code_hashes) AS code_hash
   WHERE user_id = $1 AND code_hash = ANY($2)`,
);

// Of any number who show the same code at once, the first one takes it out, and the others do not find it there any more.
const useCode = statement<{ codes_left: number }, [string, Buffer]>(
  'recovery_codes.use',
  `UPDATE recovery_codes SET code_hashes = array_remove(code_hashes, $2), last_used_at = statement_timestamp()
   WHERE id = $1 AND $2 = ANY(code_hashes) RETURNING cardinality(code_hashes) AS codes_left`,
);

/** Those of this id, or whatever it is. */
const deleteCodes = statement<{ id: string }, [string, string | null]>(
  'recovery_codes.remove',
  'DELETE FROM recovery_codes WHERE user_id = $1 AND id = coalesce($2, id) RETURNING id',
);
