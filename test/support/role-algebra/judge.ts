import { AssertionError } from 'node:assert';
import type { Command } from './commands.js';
import { ADMIN, type ModelRole, RoleModel, type Until } from './model.js';

/** Refused, with this status. */
class Refused extends Error {
  constructor(readonly status: number) {
    super(`refused with ${status}`);
  }
}

/** What the service has to answer to a command. Changes the model where the command is to succeed. */
export function judge(model: RoleModel, command: Command): number {
  try {
    return perform(model, command);
  } catch (error) {
    if (error instanceof Refused) return error.status;
    throw error;
  }
}

function perform(model: RoleModel, command: Command): number {
  switch (command.do) {
    case 'grant':
    case 'add':
      return give(model, command, command.do);
    case 'revoke':
    case 'remove':
      return take(model, command, command.do);
    case 'make':
    case 'edit':
      return define(model, command, command.do);
    case 'drop':
      return drop(model, command);
    case 'expire':
      throw new AssertionError({ message: 'nobody does that' });
  }
}

function give(model: RoleModel, { by, to, role, until }: Given, how: 'grant' | 'add'): number {
  demand(mayGiveAtAll(model, by), 403);
  if (how === 'add') demand(model.roles.has(role), 404);
  mayGive(model, by, role, until);
  // Of many members those who cannot be changed are named.
  demand(model.mayTouch(by, to), how === 'add' ? 422 : 403);
  const present = model.grantsOf(to).get(role);
  if (present !== undefined) mayGive(model, by, role, present, how === 'add' ? 422 : 403);
  demand(model.roles.has(role), 404);
  model.grantsOf(to).set(role, until);
  return how === 'add' ? 200 : 204;
}

function take(model: RoleModel, { by, to, role }: Taken, how: 'revoke' | 'remove'): number {
  demand(mayGiveAtAll(model, by), 403);
  if (how === 'remove') demand(model.roles.has(role), 404);
  mayGive(model, by, role, 1);
  demand(model.mayTouch(by, to), how === 'remove' ? 422 : 403);
  const present = model.grantsOf(to).get(role);
  if (present !== undefined) mayGive(model, by, role, present, how === 'remove' ? 422 : 403);
  demand(model.roles.has(role), 404);
  model.grantsOf(to).delete(role);
  return how === 'remove' ? 200 : 204;
}

function define(model: RoleModel, { by, role, content }: Defined, how: 'make' | 'edit'): number {
  demand(model.holdsFor(by, 'roles:write') > 0, 403);
  const before = model.roles.get(role);
  if (how === 'make') demand(before === undefined, 409);
  else demand(before !== undefined, 404);
  demand(before === undefined || model.covers(by, role, Infinity), 403);
  const known = new RoleModel([], '');
  for (const [name, definition] of model.roles) known.roles.set(name, definition);
  known.roles.set(role, content);
  demand(
    content.includes.every(name => known.roles.has(name)),
    404,
  );
  demand(!content.includes.some(name => leadsTo(model, name, role)), 422);
  demand(
    content.assigns.every(name => known.roles.has(name)),
    404,
  );
  known.grants.set(by, model.grantsOf(by));
  demand(coversAfter(model, known, by, role), 403);
  model.roles.set(role, content);
  return how === 'make' ? 201 : 200;
}

/** Whether all that the role is to give was held before. */
function coversAfter(before: RoleModel, after: RoleModel, by: string, role: string): boolean {
  const gives = new Map([[role, Infinity]]);
  const isInUse = before.isInUse(role) || (after.roles.get(role)?.assigns.includes(role) ?? false);
  const holds = (permission: string): Until => {
    const implied = permission === 'roles:delegate' ? before.holdsFor(by, 'roles:assign') : 0;
    return Math.max(before.holdsFor(by, permission), implied);
  };
  return (
    [...after.permissionsOf(gives).keys()].every(permission => holds(permission) === Infinity) &&
    [...after.assignableBy(gives).keys()].every(other => before.mayPassOnFor(by, other) === Infinity) &&
    (isInUse ? after.reach(role) : after.included(role)).every(other => before.amountsTo(by, other, Infinity))
  );
}

function drop(model: RoleModel, { by, role }: { by: string; role: string }): number {
  demand(model.holdsFor(by, 'roles:write') > 0, 403);
  demand(model.roles.has(role), 404);
  demand(role !== ADMIN && model.covers(by, role, Infinity), 403);
  model.roles.delete(role);
  const without = (names: readonly string[]): string[] => names.filter(name => name !== role);
  for (const [name, { permissions, includes, assigns }] of model.roles) {
    model.roles.set(name, { permissions, includes: without(includes), assigns: without(assigns) });
  }
  for (const grants of model.grants.values()) grants.delete(role);
  return 204;
}

type Given = Extract<Command, { do: 'grant' | 'add' }>;
type Taken = Extract<Command, { do: 'revoke' | 'remove' }>;
interface Defined {
  readonly by: string;
  readonly role: string;
  readonly content: ModelRole;
}

function demand(met: boolean, status: number): void {
  if (!met) throw new Refused(status);
}

const mayGiveAtAll = (model: RoleModel, by: string): boolean =>
  model.holdsFor(by, 'roles:assign') > 0 || model.holdsFor(by, 'roles:delegate') > 0;

function mayGive(model: RoleModel, by: string, role: string, until: Until, status = 403): void {
  demand(model.mayAssignFor(by, role) >= until && model.covers(by, role, until), status);
}

const leadsTo = (model: RoleModel, from: string, role: string): boolean =>
  from === role || (model.roles.get(from)?.includes ?? []).some(next => leadsTo(model, next, role));
