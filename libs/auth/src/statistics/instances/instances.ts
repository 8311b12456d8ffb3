import { Injectable } from '@nestjs/common';
import { Database, statement } from '#libs/persistence';
import type { InstanceEntity } from './instance.entity.js';

/** More than anybody runs; what is beyond is left out. */
export const MOST_INSTANCES = 1000;

/** A process that serves, or did until it was seen last. */
export type InstanceRecord = Readonly<InstanceEntity> & {
  /** Whether it was seen in the last half minute. */
  readonly present: boolean;
};

/** Which processes serve people at this database. */
@Injectable()
export class Instances {
  constructor(private readonly database: Database) {}

  /** By host and place. Who has stopped in order is not there; who was lost stays for a day. */
  list(): Promise<InstanceRecord[]> {
    return this.database.run(selectInstances, [MOST_INSTANCES]);
  }
}

const selectInstances = statement<InstanceRecord, [number]>(
  'instances.list',
  `SELECT * FROM (
     SELECT *, seen_at > statement_timestamp() - interval '30 seconds' AS present
     FROM instances ORDER BY seen_at DESC LIMIT $1
   ) AS latest ORDER BY host, worker NULLS FIRST, started_at, id`,
);
