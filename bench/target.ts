import type { Pool } from 'pg';

/** A server under measurement. Both have the same schema in databases of their own on one PostgreSQL. */
export interface Target {
  readonly name: 'service' | 'floor';
  /** Origin, such as `http://127.0.0.1:4321`. */
  readonly url: string;
  readonly pid: number;
  /** For preparing data; idle during the measurement. */
  readonly database: Pool;
  /** Access tokens that are good there, where a scenario needs nothing else. */
  readonly tokens?: readonly string[];
}
