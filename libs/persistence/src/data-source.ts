import type { Client } from 'pg';
import { DataSource, type DataSourceOptions, type MixedList, type EntitySchema } from 'typeorm';
import { Connection } from './connection/connection.js';
import { MIGRATION, type Purpose, REQUESTS } from './connection/purpose.js';
import type { Route } from './connection/route.js';
import { migrations } from './migrations/index.js';

/** The classes that TypeORM maps. */
export type Entities = MixedList<NewableFunction | string | EntitySchema>;

const MIGRATION_POOL_SIZE = 3;

/** The pool makes its connections by this class; where they lead is the route's matter. */
function connectionsOf(route: Route, purpose: Purpose): new () => Client {
  return class extends Connection {
    constructor() {
      super(route, purpose);
    }
  };
}

function dataSource(route: Route, entities: Entities, purpose: Purpose, poolSize: number): DataSource {
  const options: DataSourceOptions = {
    type: 'postgres',
    entities,
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    // Ids are made by the application: no uuid-ossp.
    installExtensions: false,
    // TypeORM would print parameters, hashes among them; errors reach our own log without them.
    logging: false,
    poolErrorHandler: () => undefined,
    poolSize,
    connectTimeoutMS: purpose.connectWithin,
    extra: { Client: connectionsOf(route, purpose) },
  };
  return new DataSource(options);
}

/** For serving requests: bounded in time. */
export function serviceDataSource(route: Route, entities: Entities, poolSize: number): DataSource {
  return dataSource(route, entities, REQUESTS, poolSize);
}

/** For migrations and the TypeORM command line: a migration may take its time. */
export function migrationDataSource(route: Route, entities: Entities): DataSource {
  return dataSource(route, entities, MIGRATION, MIGRATION_POOL_SIZE);
}
