import { Client } from 'pg';
import { DataSource, type DataSourceOptions, type MixedList, type EntitySchema } from 'typeorm';
import { migrations } from './migrations/index.js';

/** The classes that TypeORM maps. */
export type Entities = MixedList<NewableFunction | string | EntitySchema>;

/** A connection, and then a statement, may each take this long, so that a request learns of trouble within 2 s. */
const CONNECT_TIMEOUT_MS = 900;
const STATEMENT_TIMEOUT_MS = 1000;
/** A frozen instance must not hold its locks for longer. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 5000;
const POOL_SIZE = 16;

/**
 * A connection that breaks says so to its query and by an event as well. The pool listens only while the connection
 * is idle, and between two of its listeners the event would end the process.
 */
class Connection extends Client {
  constructor(config?: ConstructorParameters<typeof Client>[0]) {
    super(config);
    this.on('error', () => undefined);
  }
}

function options(url: string, entities: Entities): DataSourceOptions & { type: 'postgres' } {
  return {
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTableName: 'migrations',
    synchronize: false,
    // Ids are made by the application: no uuid-ossp.
    installExtensions: false,
    // TypeORM would print parameters, hashes among them; errors reach our own log without them.
    logging: false,
    poolErrorHandler: () => undefined,
    applicationName: 'gatehouse',
    extra: { Client: Connection },
  };
}

/** For serving requests: bounded in time. */
export function serviceDataSource(url: string, entities: Entities): DataSource {
  return new DataSource({
    ...options(url, entities),
    poolSize: POOL_SIZE,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: {
      Client: Connection,
      query_timeout: STATEMENT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      keepAlive: true,
    },
  });
}

/** For migrations and the TypeORM command line: a migration may take its time. */
export function migrationDataSource(url: string, entities: Entities): DataSource {
  return new DataSource({
    ...options(url, entities),
    poolSize: 3,
    connectTimeoutMS: 2000,
    migrationsTransactionMode: 'each',
  });
}
