import type { RoleDefinition } from '#libs/roles';

interface Named {
  readonly name: string;
  readonly definition: RoleDefinition;
}

/** New roles so that, where it can be, each comes after those that it names. Where they name each other in a circle it cannot. */
export function inOrderOfMaking<T extends Named>(roles: readonly T[]): T[] {
  const waiting = new Map(roles.map(role => [role.name, role]));
  const ordered: T[] = [];
  const take = (role: T): void => {
    if (!waiting.delete(role.name)) return;
    for (const name of [...role.definition.includes, ...role.definition.assigns]) {
      const named = waiting.get(name);
      if (named !== undefined) take(named);
    }
    ordered.push(role);
  };
  for (const role of roles) take(role);
  return ordered;
}

/** The definition without those roles that are yet to be made. */
export const without = (definition: RoleDefinition, missing: ReadonlySet<string>): RoleDefinition => ({
  ...definition,
  includes: definition.includes.filter(name => !missing.has(name)),
  assigns: definition.assigns.filter(name => !missing.has(name)),
});
