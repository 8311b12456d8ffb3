import type { Pool, PoolClient } from 'pg';
import type { Statement } from '#libs/persistence';
import type { ServiceStatements } from './service-statements.js';

const given = process.env['FLOOR_STATEMENTS'];
if (given === undefined) throw new Error('The floor is started by the bench, which gives it its statements.');

/** A statement whose values are given in order. */
export type InOrder<Row, Values extends readonly unknown[]> = Pick<Statement<Row, Values>, 'name' | 'text' | 'types'>;

const theirs = JSON.parse(given) as ServiceStatements;

/** The service's statements, as the bench has given them; what has names there is given in order here. */
export const statements = {
  ...theirs,
  open: inOrder(
    theirs.open,
    ...(['amr', 'user_id', 'id', 'client_id', 'client_subject_id', 'audience', 'jti', 'authenticated_at'] as const),
    ...(['client_opened_epoch', 'secret_hash', 'idle_seconds', 'ip', 'user_agent', 'session_seconds'] as const),
    ...(['password_hash', 'event_id', 'event_kind', 'actor_id', 'target_id', 'details'] as const),
  ),
  openChild: inOrder(
    theirs.openChild,
    ...(['amr', 'user_id', 'id', 'client_id', 'client_subject_id', 'audience', 'jti', 'authenticated_at'] as const),
    ...(['client_opened_epoch', 'secret_hash', 'idle_seconds', 'ip', 'user_agent'] as const),
    ...(['parent_id', 'granted_in', 'scope', 'to_tell', 'session_seconds', 'password_hash'] as const),
    ...(['event_id', 'event_kind', 'actor_id', 'target_id', 'details'] as const),
  ),
  rotate: inOrder(theirs.rotate, 'jti', 'session_id', 'secret_hash', 'counter', 'client_id', 'audience'),
};

/** @throws Error if the service's statement takes other values by now, or in another order */
function inOrder<Row, Values, const Names extends readonly (keyof Values)[]>(
  statement: Statement<Row, Values>,
  ...names: Names
): InOrder<Row, { readonly [Index in keyof Names]: Values[Names[Index]] }> {
  const { name, text, order } = statement;
  if (order.join() !== names.join()) throw new Error(`${name} takes ${order.join()}, the floor gives ${names.join()}`);
  return { name, text };
}

/** Runs a statement under its name. What it takes and gives is what it does in the service. */
export async function run<Row, Values extends readonly unknown[]>(
  on: Pool | PoolClient,
  { name, text }: InOrder<Row, Values>,
  values: Values,
): Promise<Row[]> {
  return (await on.query({ name, text, values: [...values] })).rows as Row[];
}
