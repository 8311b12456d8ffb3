import type { RoleEffects, UserRole, UserRoleList } from '#libs/client';
import { button } from '../../kit/dom.js';
import { filledIn } from '../../kit/dialog.js';
import { List } from '../../kit/list.js';
import { tell } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { moment } from '../../kit/time.js';
import { untilField, untilWords } from '../../kit/until.js';
import { confirmedEffects, effectsOf } from '../effects/effects.js';
import { card, doing, sending } from '../pieces.js';
import { ASSIGNING, mayAssign } from '../roles/assigning.js';
import { roleField } from '../roles/role-field.js';
import { roleLink } from '../understanding/permission-link.js';

/** A role that is to be given, and what that would come to. */
interface Gift {
  readonly role: string;
  readonly expires_at: string | null;
  readonly effects: RoleEffects;
}

/** The roles of a user, given and taken. @param changed is told when they are other ones */
export function userRolesView(visitor: Visitor, user: string, changed: () => void): HTMLElement {
  const { api } = visitor;
  const mayGive = mayAssign(visitor);
  const path = (role: string): string => `${user}/roles/${encodeURIComponent(role)}`;
  const list = new List<UserRole>({
    caption: 'Roles of this user',
    empty: 'This user has no role.',
    columns: [
      { name: 'Role', cell: ({ role }) => roleLink(role) },
      { name: 'Given', cell: ({ granted_at }) => moment(granted_at) },
      { name: 'Until', cell: ({ expires_at }) => (expires_at === null ? 'no end' : moment(expires_at)) },
      ...(mayGive ? [{ name: 'Take away', cell: takeButton }] : []),
    ],
    load: () => api.read<UserRoleList>(`${user}/roles`),
  });

  async function done(said: string): Promise<void> {
    await list.reload();
    changed();
    tell(said);
  }

  function takeButton({ role }: UserRole): HTMLElement {
    const take = (): Promise<void> =>
      doing(ASSIGNING, async () => {
        const effects = await effectsOf(api, 'DELETE', path(role));
        const text = `What the role ${role} gives is gone at once.`;
        if (!(await confirmedEffects('Take the role away?', text, 'Take away', effects, role))) return;
        await api.change('DELETE', path(role));
        await done(`The role ${role} is taken away.`);
      });
    return button('Take away', take, { class: 'small', 'aria-label': `Take away the role ${role}` });
  }

  async function give(): Promise<void> {
    const gift = await filledInGift(visitor, path);
    if (gift === undefined) return;
    const { role, expires_at, effects } = gift;
    const text = `The role ${role}, ${untilWords(expires_at)}.`;
    if (!(await confirmedEffects('Give this role?', text, 'Give it', effects, role))) return;
    await doing(ASSIGNING, async () => {
      await api.change('PUT', path(role), { expires_at });
      await done(`The role ${role} is given.`);
    });
  }

  return card('Roles', [mayGive && button('Give a role', give)], list.element);
}

async function filledInGift(visitor: Visitor, path: (role: string) => string): Promise<Gift | undefined> {
  const field = roleField(visitor, 'role', 'Role', '', { required: true });
  const until = untilField('expires_at');
  let gift: Gift | undefined;
  await filledIn({
    title: 'Give a role',
    fields: [field, until],
    action: 'Give',
    async submit() {
      const [role, expires_at] = [field.value.trim(), until.end()];
      await sending(ASSIGNING, async () => {
        gift = { role, expires_at, effects: await effectsOf(visitor.api, 'PUT', path(role), { expires_at }) };
      });
    },
  });
  return gift;
}
