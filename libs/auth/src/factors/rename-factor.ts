import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { type FactorRecord, SecondFactors } from '#libs/factors';
import { Database } from '#libs/persistence';
import { DomainError } from '#libs/platform';

/** Gives one of one's own factors another name. */
@Injectable()
export class RenameFactor {
  constructor(
    private readonly database: Database,
    private readonly secondFactors: SecondFactors,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError `factor_not_found`, for another's factor as well, and for recovery codes, which have no name */
  async execute(actor: Actor, userId: string, factorId: string, name: string): Promise<FactorRecord> {
    return this.database.transaction(async transaction => {
      const method = await this.secondFactors.rename(transaction, userId, factorId, name);
      const renamed = (await this.secondFactors.list(userId, transaction)).find(({ id }) => id === factorId);
      if (method === undefined || renamed === undefined) throw new DomainError('factor_not_found');
      const details = { factor_id: factorId, method };
      await this.audit.record(transaction, { kind: 'factor_renamed', actor, target: userId, details });
      return renamed;
    });
  }
}
