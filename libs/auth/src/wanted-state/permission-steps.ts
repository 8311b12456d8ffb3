import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import { DeclarePermission, PermissionCatalogue, type PermissionRecord, WithdrawPermission } from '#libs/roles';
import { contentAsDifferences, differencesOf } from './change.js';
import { all, byName, deletion, quietly, type Step, type StepsOfKind } from './step.js';
import type { Wanted, WantedPermission, WantedState } from './wanted-state.js';

/** Permissions that are declared. Those in code are nobody's to change. */
@Injectable()
export class PermissionSteps implements StepsOfKind {
  constructor(
    private readonly permissionCatalogue: PermissionCatalogue,
    private readonly declarePermission: DeclarePermission,
    private readonly withdrawPermission: WithdrawPermission,
  ) {}

  async stepsTo({ permissions, prune }: WantedState, transaction: Transaction): Promise<Step[]> {
    const list = await all(page => this.permissionCatalogue.list(page, transaction), byName);
    const there = new Map(list.filter(({ built_in }) => !built_in).map(one => [one.name, one]));
    const named = new Set(permissions.map(byName));
    const others = prune.has('permissions') ? [...there.keys()].filter(name => !named.has(name)) : [];
    return [
      ...permissions.flatMap(wanted => this.declaring(wanted, there.get(wanted.name))),
      ...others.map(name => this.withdrawing(name)),
    ];
  }

  private declaring(wanted: Wanted<WantedPermission>, before: PermissionRecord | undefined): Step[] {
    const { path, name, description } = wanted;
    const said = { description };
    const differences = before === undefined ? contentAsDifferences(said) : differencesOf(before, said);
    if (differences.length === 0) return [];
    const action = before === undefined ? 'create' : 'update';
    return [
      {
        change: { kind: 'permissions', action, name, differences },
        path,
        work: [
          {
            when: 'permissions are declared',
            run: (transaction, caller) =>
              quietly(this.declarePermission.execute(caller, name, description, transaction)),
          },
        ],
      },
    ];
  }

  private withdrawing(name: string): Step {
    return deletion({ kind: 'permissions', name }, 'permissions are withdrawn', (transaction, caller) =>
      this.withdrawPermission.execute(caller, name, transaction),
    );
  }
}
