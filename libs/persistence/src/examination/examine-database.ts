import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AbilityToWork } from '../ability/ability-to-work.js';
import { Database } from '../database.js';
import { migrations } from '../migrations/index.js';
import { statement } from '../statement.js';

/** What is to be known of a database before anybody relies on it. */
export interface DatabaseFacts {
  readonly version: string;
  /** As PostgreSQL counts it: 150003 for 15.3. */
  readonly version_number: number;
  /** How long the quickest of some statements takes, with the way there and back. */
  readonly latencyMs: number;
  /** By how much this process's clock is ahead of the database's; behind, if it is less than nothing. */
  readonly clockAheadMs: number;
  /** Connections that there may be at once, without those that are kept for superusers. */
  readonly room: number;
  /** Migrations that the next start makes. */
  readonly pending: readonly string[];
  /** Migrations that this version does not know of. */
  readonly unknown: readonly string[];
}

interface Said {
  readonly version: string;
  readonly version_number: number;
  readonly at: Date;
  readonly room: number;
  readonly is_migrated: boolean;
}

const ROUNDS = 5;

/** Looks at the database without changing anything about it. */
@Injectable()
export class ExamineDatabase {
  constructor(
    private readonly dataSource: DataSource,
    private readonly database: Database,
    private readonly abilityToWork: AbilityToWork,
  ) {}

  /** @throws whatever stands in the way of a connection */
  async execute(): Promise<DatabaseFacts> {
    if (!this.dataSource.isInitialized) await this.dataSource.initialize();
    let best = await this.ask();
    for (let round = 1; round < ROUNDS; round++) {
      const next = await this.ask();
      if (next.latencyMs < best.latencyMs) best = next;
    }
    const { is_migrated, at: _at, ...facts } = best;
    const made = is_migrated ? (await this.database.run(madeMigrations, [])).map(({ name }) => name) : [];
    const known = migrations.map(({ name }) => name);
    return {
      ...facts,
      pending: known.filter(name => !made.includes(name)),
      unknown: made.filter(name => !known.includes(name)),
    };
  }

  /** Whether the role may do what requests need, and whether anything may be written. @throws what speaks against it */
  assertAble(): Promise<void> {
    return this.abilityToWork.assert();
  }

  private async ask(): Promise<Said & Pick<DatabaseFacts, 'latencyMs' | 'clockAheadMs'>> {
    const [began, from] = [Date.now(), performance.now()];
    const [said] = await this.database.run(selectServer, []);
    const latencyMs = performance.now() - from;
    if (said === undefined) throw new Error('the server says nothing of itself');
    return { ...said, latencyMs, clockAheadMs: began + latencyMs / 2 - said.at.getTime() };
  }
}

const selectServer = statement<Said>(
  'examination.server',
  `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::integer AS version_number,
     statement_timestamp() AS at,
     current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer AS room,
     to_regclass('migrations') IS NOT NULL AS is_migrated`,
);

const madeMigrations = statement<{ name: string }>(
  'examination.migrations',
  'SELECT name::text AS name FROM migrations ORDER BY id',
);
