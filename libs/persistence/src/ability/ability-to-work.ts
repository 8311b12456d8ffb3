import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { REQUESTS } from '../connection/purpose.js';
import { Database } from '../database.js';
import { SessionRefused } from '../database-errors.js';
import { Routes } from '../routes.js';
import { knownStatements, statement } from '../statement.js';
import { needsOf } from './needs.js';

/**
 * Whether requests can be served: not only that the database answers, but that it can be written to and that the role may
 * do what the statements do.
 */
@Injectable()
export class AbilityToWork {
  private asking: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly dataSource: DataSource,
    private readonly routes: Routes,
  ) {}

  /** However many ask at the same time, the database is asked once. @throws whatever speaks against it */
  assert(): Promise<void> {
    return (this.asking ??= this.ask().finally(() => (this.asking = undefined)));
  }

  private async ask(): Promise<void> {
    // Sessions that were made earlier may still write where new ones may not.
    await this.routes.requests.assertWritable(REQUESTS);
    const needs = needsOf(
      knownStatements().map(({ text }) => text),
      this.dataSource.entityMetadatas.map(({ tableName }) => tableName),
    );
    const missing = await this.database.run(beatAndCompare, [
      needs.map(({ table }) => table),
      needs.map(({ privilege }) => privilege),
    ]);
    if (missing.length === 0) return;
    const list = missing.map(({ privilege, relation }) => `${privilege} on ${relation}`).join(', ');
    throw new SessionRefused(`the database's role may not ${list}`);
  }
}

/**
 * A write that goes through all that a write goes through. The row itself limits how often it is written: once in some
 * seconds, however many instances there are and however often each is asked. Whether it may be written shows each time.
 */
const beatAndCompare = statement<
  { relation: string; privilege: string },
  [relations: readonly string[], privileges: readonly string[]]
>(
  'readiness.beat',
  `WITH beat AS (
     UPDATE heartbeat SET written_at = statement_timestamp()
     WHERE written_at NOT BETWEEN statement_timestamp() - interval '5 seconds' AND statement_timestamp())
   SELECT relation, privilege FROM unnest($1::text[], $2::text[]) AS need (relation, privilege)
   WHERE has_any_column_privilege(to_regclass(relation), privilege) IS NOT TRUE`,
);
