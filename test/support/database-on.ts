import type { TestDatabase } from './database.js';
import type { PostgresServer } from './postgres-server.js';

/** A database of a server that a test has for itself, for what asks for no more of one; its address is read when it is needed. */
export const databaseOn = (server: PostgresServer, name: string, role: string): TestDatabase =>
  ({
    get url() {
      return server.url(name, role);
    },
    query: <Row>(text: string) => server.query<Row>(text, name),
  }) as TestDatabase;
