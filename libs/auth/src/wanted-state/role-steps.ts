import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import { CreateRole, DeleteRole, RoleCatalogue, type RoleDefinition, type RoleRecord, UpdateRole } from '#libs/roles';
import { contentAsDifferences, differencesOf } from './change.js';
import { inOrderOfMaking, without } from './role-order.js';
import { all, byName, deletion, quietly, type Step, type StepsOfKind, type Work } from './step.js';
import type { Wanted, WantedRole, WantedState } from './wanted-state.js';

/** Roles, which name each other. What is built in stays, pruned or not. */
@Injectable()
export class RoleSteps implements StepsOfKind {
  constructor(
    private readonly roleCatalogue: RoleCatalogue,
    private readonly createRole: CreateRole,
    private readonly updateRole: UpdateRole,
    private readonly deleteRole: DeleteRole,
  ) {}

  async stepsTo({ roles, prune }: WantedState, transaction: Transaction): Promise<Step[]> {
    const list = await all(page => this.roleCatalogue.list(page, {}, transaction), byName);
    const there = new Map(list.map(role => [role.name, role]));
    const named = new Set(roles.map(byName));
    const others = prune.has('roles') ? list.filter(({ name, built_in }) => !built_in && !named.has(name)) : [];
    const missing = new Set(roles.map(byName).filter(name => !there.has(name)));
    const changed = roles.flatMap(wanted => {
      const before = there.get(wanted.name);
      return before === undefined ? [] : this.changing(wanted, before, missing);
    });
    return [...this.making(roles, missing), ...changed, ...others.map(role => this.deleting(role.name))];
  }

  private making(roles: readonly Wanted<WantedRole>[], missing: ReadonlySet<string>): Step[] {
    const yetToBeMade = new Set(missing);
    return inOrderOfMaking(roles.filter(({ name }) => missing.has(name))).map(({ name, path, definition }) => {
      yetToBeMade.delete(name);
      const first = without(definition, yetToBeMade);
      const create: Work = {
        when: 'roles are made',
        run: (transaction, caller) => quietly(this.createRole.execute(caller, name, first, transaction)),
      };
      const isWhole = differencesOf(first, definition).length === 0;
      return {
        change: { kind: 'roles', action: 'create', name, differences: contentAsDifferences(definition) },
        path,
        work: isWhole ? [create] : [create, this.becoming('roles are changed', name, definition)],
      };
    });
  }

  private changing(wanted: Wanted<WantedRole>, before: RoleRecord, missing: ReadonlySet<string>): Step[] {
    const { name, path, definition } = wanted;
    const differences = differencesOf(before, definition);
    if (differences.length === 0) return [];
    const kept = definition.includes.filter(included => before.includes.includes(included));
    const smaller = without({ ...definition, includes: kept }, missing);
    const givesUp = kept.length < before.includes.length;
    return [
      {
        change: { kind: 'roles', action: 'update', name, differences },
        path,
        work: [
          ...(givesUp ? [this.becoming('roles give up', name, smaller)] : []),
          // Where that was all already, it changes nothing more.
          this.becoming('roles are changed', name, definition),
        ],
      },
    ];
  }

  private becoming(when: Work['when'], name: string, definition: RoleDefinition): Work {
    return {
      when,
      run: (transaction, caller) => quietly(this.updateRole.execute(caller, name, definition, undefined, transaction)),
    };
  }

  private deleting(name: string): Step {
    return deletion({ kind: 'roles', name }, 'roles are deleted', (transaction, caller) =>
      this.deleteRole.execute(caller, name, undefined, transaction),
    );
  }
}
