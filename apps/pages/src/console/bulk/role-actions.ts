import { button, h } from '../../kit/dom.js';
import { form } from '../../kit/form.js';
import type { Visitor } from '../../kit/page.js';
import { untilField } from '../../kit/until.js';
import { sending } from '../pieces.js';
import { ASSIGNING } from '../roles/assigning.js';
import { roleField } from '../roles/role-field.js';
import { carryOut } from './carry-out.js';
import { people as amount, type Person } from './person.js';
import { rolePlan } from './role-plan.js';
import type { RoleChange } from './role-request.js';
import { Stage } from './stage.js';

/** Asks which role, and until when; shows what that comes to; and does it. */
export async function changeRoles(
  visitor: Visitor,
  people: readonly Person[],
  kind: RoleChange['kind'],
): Promise<void> {
  const stage = new Stage(
    kind === 'give' ? `Give a role to ${amount(people.length)}` : `Take a role from ${amount(people.length)}`,
  );
  const role = roleField(visitor, 'role', 'Role', '', { required: true });
  const until = untilField('expires_at');
  const submit = (): Promise<void> =>
    sending(ASSIGNING, async () => {
      const change = { kind, role: role.value.trim(), expires_at: until.end() };
      const progress = stage.progress('Looking at what they have…');
      try {
        carryOut(stage, await rolePlan(visitor, people, change, progress), amount);
      } catch (error) {
        stage.show(asked);
        throw error;
      }
    });
  const fields = kind === 'give' ? [role, until] : [role];
  const others = [button('Cancel', stage.close)];
  const asked = h('div', {}, form({ fields, action: 'Preview', others, submit }));
  const opened = stage.open();
  stage.show(asked);
  await opened;
}
