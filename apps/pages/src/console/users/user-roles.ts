import type { UserRole, UserRoleList } from '#libs/client';
import { button, h } from '../../kit/dom.js';
import { filledIn } from '../../kit/dialog.js';
import { textField } from '../../kit/form.js';
import { List } from '../../kit/list.js';
import { tell } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { moment } from '../../kit/time.js';
import { card, doing, sending } from '../pieces.js';
import { addressOf } from '../route.js';

const NEEDS = 'roles:assign or roles:delegate';

/** The roles of a user, given and taken. */
export function userRolesView({ api, may }: Visitor, user: string): HTMLElement {
  const mayGive = may('roles:assign') || may('roles:delegate');
  const path = (role: string): string => `${user}/roles/${encodeURIComponent(role)}`;
  const list = new List<UserRole>({
    caption: 'Roles of this user',
    empty: 'This user has no role.',
    columns: [
      { name: 'Role', cell: ({ role }) => h('a', { href: addressOf('roles', role) }, role) },
      { name: 'Given', cell: ({ granted_at }) => moment(granted_at) },
      { name: 'Until', cell: ({ expires_at }) => (expires_at === null ? 'no end' : moment(expires_at)) },
      ...(mayGive ? [{ name: 'Take away', cell: takeButton }] : []),
    ],
    load: () => api.read<UserRoleList>(`${user}/roles`),
  });

  function takeButton({ role }: UserRole): HTMLElement {
    const take = (): Promise<void> =>
      doing(NEEDS, async () => {
        await api.change('DELETE', path(role));
        await list.reload();
        tell(`The role ${role} is taken away.`);
      });
    return button('Take away', take, { class: 'small', 'aria-label': `Take away the role ${role}` });
  }

  async function give(): Promise<void> {
    const role = textField('role', 'Role', { required: true });
    const until = textField('expires_at', 'Until', { type: 'datetime-local' }, 'Empty: until it is taken away.');
    const given = await filledIn({
      title: 'Give a role',
      fields: [role, until],
      action: 'Give',
      async submit() {
        const terms = until.value === '' ? {} : { expires_at: new Date(until.value).toISOString() };
        await sending(NEEDS, async () => {
          await api.change('PUT', path(role.value.trim()), terms);
        });
      },
    });
    if (!given) return;
    await list.reload();
    tell(`The role ${role.value} is given.`);
  }

  return card('Roles', [mayGive && button('Give a role', give)], list.element);
}
