import type { Role } from '#libs/client';
import { button, type Child } from '../../kit/dom.js';
import { confirmed } from '../../kit/dialog.js';
import { form } from '../../kit/form.js';
import { loaded } from '../../kit/list.js';
import { tell } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { membersView } from './members.js';
import { above, badges, card, doing, eventsOf, facts, named, sending } from '../pieces.js';
import { contentFields, contentOf } from './role-fields.js';
import { addressOf, again, go } from '../route.js';

/** One role: what it permits, to whom, and the change of that. */
export function roleView(visitor: Visitor, name: string): readonly Child[] {
  const path = `/v1/roles/${encodeURIComponent(name)}`;
  const about = loaded(
    () => visitor.api.read<Role>(path),
    role => {
      const mayEdit = visitor.may('roles:write') && !role.built_in;
      return [
        named(role.name, mayEdit && button('Delete', () => remove(visitor, path, role), { class: 'danger' })),
        card('What it is', [], summaryOf(role)),
        mayEdit && card('Change it', [], editForm(visitor, path, role)),
      ];
    },
  );
  return [
    ...above('Role', 'Roles', addressOf('roles')),
    about,
    membersView(visitor, path),
    eventsOf(
      visitor,
      ['Who was given this role, and from whom it was taken', { role: name }],
      ['What was done to the role itself', { target: name }],
    ),
  ];
}

function summaryOf({
  description,
  effective_permissions,
  includes,
  assigns,
  effective_requires_mfa,
}: Role): HTMLElement {
  return facts([
    ['What for', description === '' ? 'not said' : description],
    ['Permits', badges(effective_permissions)],
    ['Includes', badges(includes)],
    ['Gives and takes', badges(assigns)],
    ['Counts', effective_requires_mfa ? 'only after a second factor' : 'in every session'],
  ]);
}

function editForm({ api }: Visitor, path: string, role: Role): HTMLElement {
  const fields = contentFields(role);
  const submit = (): Promise<void> =>
    sending('roles:write', async () => {
      await api.change('PATCH', path, contentOf(fields), role.version);
      again();
      tell(`The role ${role.name} is changed, and counts at once.`);
    });
  return form({ fields: Object.values(fields), action: 'Save', submit });
}

async function remove({ api }: Visitor, path: string, { name, version }: Role): Promise<void> {
  if (!(await confirmed('Delete this role?', `Everybody loses the role ${name} at once.`, 'Delete'))) return;
  await doing('roles:write', async () => {
    await api.change('DELETE', path, undefined, version);
    go(addressOf('roles'));
    tell(`The role ${name} is deleted.`);
  });
}
