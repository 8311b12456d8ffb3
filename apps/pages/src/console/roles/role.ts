import type { Role, RoleEffects } from '#libs/client';
import { button, type Child, h } from '../../kit/dom.js';
import { form } from '../../kit/form.js';
import { loaded } from '../../kit/list.js';
import { tell } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { confirmedEffects, effectsOf, effectsView, matters } from '../effects/effects.js';
import { above, card, doing, eventsOf, facts, named, sending } from '../pieces.js';
import { again, go, seenLast } from '../route.js';
import { permissionBadges, roleBadges } from '../understanding/permission-link.js';
import { membersView } from './members.js';
import { contentFields, contentOf } from './role-fields.js';

const NEEDS = 'roles:write';
const AT_ONCE = 'It counts at once, for everybody who has the role.';

/** One role: what it permits, to whom, and the change of that. */
export function roleView(visitor: Visitor, name: string): readonly Child[] {
  const path = `/v1/roles/${encodeURIComponent(name)}`;
  const about = loaded(
    () => visitor.api.read<Role>(path),
    role => {
      const mayEdit = visitor.may(NEEDS) && !role.built_in;
      return [
        named(role.name, mayEdit && button('Delete', () => remove(visitor, path, role), { class: 'danger' })),
        card('What it is', [], summaryOf(role)),
        mayEdit && card('Change it', [], editForm(visitor, path, role)),
      ];
    },
  );
  return [
    ...above('Role', 'Roles', 'roles'),
    about,
    membersView(visitor, path, name),
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
    ['Permits', permissionBadges(effective_permissions)],
    ['Includes', roleBadges(includes)],
    ['Gives and takes', roleBadges(assigns)],
    ['Counts', effective_requires_mfa ? 'only after a second factor' : 'in every session'],
  ]);
}

function editForm({ api }: Visitor, path: string, role: Role): HTMLElement {
  const fields = contentFields(role);
  const told = h('div', { role: 'status' });
  const foreseen = (): Promise<RoleEffects> => effectsOf(api, 'PATCH', path, contentOf(fields), role.version);

  const look = (): Promise<void> =>
    sending(NEEDS, async () => told.replaceChildren(effectsView(await foreseen(), role.name)));

  const submit = (): Promise<void> =>
    sending(NEEDS, async () => {
      told.replaceChildren();
      const effects = await foreseen();
      if (!effects.changes) return told.replaceChildren(effectsView(effects));
      if (matters(effects) && !(await confirmedEffects(`Change ${role.name}?`, AT_ONCE, 'Save', effects, role.name)))
        return;
      await api.change('PATCH', path, contentOf(fields), role.version);
      again();
      tell(`The role ${role.name} is changed, and counts at once.`);
    });

  const trial = { label: 'What would change', work: look };
  const element = form({ fields: Object.values(fields), action: 'Save', trial, submit });
  // What was told is of what stood there.
  element.addEventListener('input', () => told.replaceChildren());
  return h('div', { class: 'loaded' }, element, told);
}

async function remove({ api }: Visitor, path: string, { name, version }: Role): Promise<void> {
  await doing(NEEDS, async () => {
    const effects = await effectsOf(api, 'DELETE', path, undefined, version);
    const text = `Everybody loses the role ${name} at once. This cannot be undone.`;
    if (!(await confirmedEffects('Delete this role?', text, 'Delete', effects, name))) return;
    await api.change('DELETE', path, undefined, version);
    go(seenLast('roles'));
    tell(`The role ${name} is deleted.`);
  });
}
