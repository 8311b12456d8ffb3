import type { RoleMember, RoleMemberPage } from '#libs/client';
import { button, h } from '../../kit/dom.js';
import { List } from '../../kit/list.js';
import { tell } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { moment } from '../../kit/time.js';
import { confirmedEffects, effectsOf } from '../effects/effects.js';
import { card, doing } from '../pieces.js';
import { addressOf } from '../route.js';
import { ASSIGNING, mayAssign } from './assigning.js';

const LIMIT = '20';

/** Who has a role. @param role its path */
export function membersView(visitor: Visitor, role: string, roleName: string): HTMLElement {
  const { api, may } = visitor;
  const list = new List<RoleMember>({
    caption: 'Members of this role',
    empty: 'Nobody has this role.',
    columns: [
      {
        name: 'Member',
        cell: ({ user_id, email, has_second_factor }) => [
          may('users:read') ? h('a', { href: addressOf('users', user_id) }, email ?? user_id) : user_id,
          !has_second_factor && h('span', { class: 'badge' }, 'no second factor'),
        ],
      },
      { name: 'Given', cell: ({ granted_at }) => moment(granted_at) },
      { name: 'Until', cell: ({ expires_at }) => (expires_at === null ? 'no end' : moment(expires_at)) },
      ...(mayAssign(visitor) ? [{ name: 'Take away', cell: takeButton }] : []),
    ],
    load: cursor => api.read<RoleMemberPage>(`${role}/members`, { limit: LIMIT, cursor }),
  });

  function takeButton({ user_id, email }: RoleMember): HTMLElement {
    const name = email ?? user_id;
    const take = (): Promise<void> =>
      doing(ASSIGNING, async () => {
        const [path, body] = [`${role}/members/remove`, { user_ids: [user_id] }];
        const effects = await effectsOf(api, 'POST', path, body);
        const text = `${name} has it no longer, at once.`;
        if (!(await confirmedEffects('Take the role away?', text, 'Take away', effects, roleName))) return;
        await api.change('POST', path, body);
        await list.reload();
        tell(`The role is taken away from ${name}.`);
      });
    return button('Take away', take, { class: 'small', 'aria-label': `Take away the role from ${name}` });
  }

  return card('Members', [], list.element);
}
