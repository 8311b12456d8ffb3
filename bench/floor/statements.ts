import type { Pool, PoolClient } from 'pg';
import type { Statement } from '#libs/persistence';
import type { ServiceStatements } from './service-statements.js';

const given = process.env['FLOOR_STATEMENTS'];
if (given === undefined) throw new Error('The floor is started by the bench, which gives it its statements.');

/** The service's statements, as the bench has given them. */
export const statements = JSON.parse(given) as ServiceStatements;

/** Runs a statement under its name. What it takes and gives is what it does in the service. */
export async function run<Row, Values extends readonly unknown[]>(
  on: Pool | PoolClient,
  { name, text }: Statement<Row, Values>,
  values: Values,
): Promise<Row[]> {
  return (await on.query({ name, text, values: [...values] })).rows as Row[];
}
