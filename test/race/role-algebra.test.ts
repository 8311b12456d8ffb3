import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACTORS, type Command, ROLES, sequences } from '../support/role-algebra/commands.js';
import { judge } from '../support/role-algebra/judge.js';
import { type Held, RoleModel, type Until } from '../support/role-algebra/model.js';
import { AlgebraStage } from '../support/role-algebra/stage.js';
import { rounds } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const ROOT = ACTORS[0];

/** What everybody holds, and may give, at one moment. */
type Powers = Map<string, { permissions: Held; assignable: (role: string) => Until }>;

describe('any sequence of grants, edits and inclusions, by whoever', () => {
  const { database, service } = useGatehouse();
  let stage: AlgebraStage;
  /** How often others than the administrator had their way, and how often not. */
  const outcomes = { done: 0, refused: 0 };

  beforeAll(async () => {
    stage = await AlgebraStage.set(service, database);
  });

  it('gives nobody more than whoever gave it held, for as long, and is what a plain model says', async () => {
    const property = fc.asyncProperty(sequences, async ({ first, given, commands }) => {
      await stage.clear();
      const model = new RoleModel(ACTORS, ROOT);
      for (const [place, content] of first.entries()) {
        await step(model, { do: 'make', by: ROOT, role: ROLES[place] ?? ROLES[0], content });
      }
      for (const grant of given) await step(model, { do: 'grant', by: ROOT, ...grant });
      for (const command of commands) await step(model, command);
      await expectSame(model);
    });
    await fc.assert(property, { numRuns: rounds(120) });
    expect(outcomes.done).toBeGreaterThan(rounds(120));
    expect(outcomes.refused).toBeGreaterThan(rounds(120));
  });

  async function step(model: RoleModel, command: Command): Promise<void> {
    if (command.do === 'expire') {
      await stage.expire(command.to, command.role);
      model.grantsOf(command.to).delete(command.role);
      return;
    }
    const before = powersIn(model);
    const wanted = judge(model, command);
    expect({ command, status: await stage.perform(command) }).toEqual({ command, status: wanted });
    if (command.by !== ROOT) outcomes[wanted < 400 ? 'done' : 'refused']++;
    expectNoMore(before, model, command.by);
  }

  /** Whatever anybody holds now they held before, or whoever acted did, and for as long. */
  function expectNoMore(before: Powers, model: RoleModel, by: string): void {
    const actorHeld = (permission: string): Until => heldIn(before, by, permission);
    for (const [actor, { permissions, assignable }] of powersIn(model)) {
      for (const [permission, until] of permissions) {
        expect(until).toBeLessThanOrEqual(Math.max(heldIn(before, actor, permission), actorHeld(permission)));
      }
      for (const role of ROLES.filter(name => model.roles.has(name))) {
        const bound = Math.max(before.get(actor)?.assignable(role) ?? 0, before.get(by)?.assignable(role) ?? 0);
        expect(assignable(role)).toBeLessThanOrEqual(bound);
      }
    }
  }

  async function expectSame(model: RoleModel): Promise<void> {
    for (const actor of ACTORS) {
      const permissions = [...model.permissionsOf(model.grantsOf(actor)).keys()].sort();
      expect([actor, await stage.permissionsOf(actor)]).toEqual([actor, permissions]);
    }
    for (const role of ROLES.filter(name => model.roles.has(name))) {
      const permissions = [...model.permissionsOf(new Map([[role, Infinity]])).keys()].sort();
      expect([role, await stage.effectivePermissions(role)]).toEqual([role, permissions]);
    }
  }
});

function powersIn(model: RoleModel): Powers {
  return new Map(
    ACTORS.map(actor => {
      const may = new Map(ROLES.map(role => [role as string, model.mayAssignFor(actor, role)]));
      const permissions = model.permissionsOf(model.grantsOf(actor));
      return [actor, { permissions, assignable: (role: string) => may.get(role) ?? 0 }];
    }),
  );
}

function heldIn(powers: Powers, actor: string, permission: string): Until {
  const permissions = powers.get(actor)?.permissions ?? new Map<string, Until>();
  const names = permission === 'roles:delegate' ? [permission, 'roles:assign', '*'] : [permission, '*'];
  return Math.max(...names.map(name => permissions.get(name) ?? 0));
}
