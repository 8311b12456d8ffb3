import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { Audit } from '#libs/audit';
import type { Caller } from '#libs/authority';
import { Database } from '#libs/persistence';
import { DomainError, newId, Readiness } from '#libs/platform';
import { batches } from './batches.js';
import { ImportBatch } from './import-batch.js';
import { ImportReport, type Outcome } from './import-report.js';
import { type DescribedPerson, isRefusal, type Line, orRefusal, type Refusal } from './line.js';
import type { Newcomer } from './newcomer.js';
import { PrepareNewcomer } from './prepare-newcomer.js';

/** How often a password is tried to be hashed while the service is too busy, before the import is broken off. */
const MOST_TRIES = 10;

const isOverload = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.code === 'overloaded';

/**
 * Makes the accounts of people who come from another system, as many as there are lines, with the hashes that they have there. Never more
 * than a batch of lines is in memory, and each batch is one transaction: an import that is broken off can be run again, since
 * whoever is there already is left as they are.
 */
@Injectable()
export class ImportUsers {
  private isBusy = false;

  constructor(
    private readonly database: Database,
    private readonly prepareNewcomer: PrepareNewcomer,
    private readonly importBatch: ImportBatch,
    private readonly audit: Audit,
    private readonly readiness: Readiness,
  ) {}

  /**
   * One at a time in this process: each keeps other privileged changes waiting, and whoever floods the service with them must not keep
   * administrators out.
   * @param tell is told after each batch how far it is
   * @throws DomainError `insufficient_scope`, `overloaded`, `database_unavailable`; what was in before that is in
   */
  async execute(
    caller: Caller,
    lines: AsyncIterable<Line>,
    tell: (report: ImportReport) => void = () => undefined,
  ): Promise<ImportReport> {
    if (this.isBusy) throw new DomainError('overloaded', { retryAfterSeconds: 5 });
    this.isBusy = true;
    try {
      return await this.importAll(caller, lines, tell);
    } finally {
      this.isBusy = false;
    }
  }

  private async importAll(
    caller: Caller,
    lines: AsyncIterable<Line>,
    tell: (report: ImportReport) => void,
  ): Promise<ImportReport> {
    const report = new ImportReport(newId());
    for await (const batch of batches(lines)) {
      if (this.readiness.isDraining) throw new DomainError('overloaded', { retryAfterSeconds: 1 });
      report.add(await this.importLines(caller, report.id, batch));
      tell(report);
    }
    const { id, created, unchanged, refused } = report;
    const details = { created, unchanged, refused };
    await this.audit.record(this.database, { kind: 'users_imported', actor: caller, target: id, details });
    return report;
  }

  private async importLines(caller: Caller, id: string, lines: readonly Line[]): Promise<Outcome> {
    const prepared: (Newcomer | Refusal)[] = [];
    // One after the other: people who log in meanwhile wait for no more than one of these hashes.
    for (const line of lines) prepared.push(isRefusal(line) ? line : await this.prepare(line));
    const newcomers = prepared.filter((one): one is Newcomer => !isRefusal(one));
    const refusals = prepared.filter(isRefusal);
    const outcome = await this.importBatch.execute(caller, id, newcomers);
    return { ...outcome, refusals: [...refusals, ...outcome.refusals] };
  }

  private async prepare({ line, person }: DescribedPerson): Promise<Newcomer | Refusal> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await orRefusal(line, () => this.prepareNewcomer.execute(line, person));
      } catch (error) {
        if (!isOverload(error) || attempt === MOST_TRIES) throw error;
        await delay((error.retryAfterSeconds ?? 1) * 1000);
      }
    }
  }
}
