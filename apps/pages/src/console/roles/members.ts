import type { RoleMember, RoleMemberPage } from '#libs/client';
import { button, h } from '../../kit/dom.js';
import { List } from '../../kit/list.js';
import { tell } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { moment } from '../../kit/time.js';
import { card, doing } from '../pieces.js';
import { addressOf } from '../route.js';
import { userName } from '../users/user-name.js';

const LIMIT = '20';

interface Member extends RoleMember {
  /** The address, where it may be seen, else the id. */
  readonly name: string;
}

/** Who has a role. */
export function membersView(visitor: Visitor, role: string): HTMLElement {
  const { api, may } = visitor;
  const mayTake = may('roles:assign') || may('roles:delegate');
  const list = new List<Member>({
    caption: 'Members of this role',
    empty: 'Nobody has this role.',
    columns: [
      {
        name: 'Member',
        cell: ({ user_id, name, has_second_factor }) => [
          may('users:read') ? h('a', { href: addressOf('users', user_id) }, name) : name,
          !has_second_factor && h('span', { class: 'badge' }, 'no second factor'),
        ],
      },
      { name: 'Given', cell: ({ granted_at }) => moment(granted_at) },
      { name: 'Until', cell: ({ expires_at }) => (expires_at === null ? 'no end' : moment(expires_at)) },
      ...(mayTake ? [{ name: 'Take away', cell: takeButton }] : []),
    ],
    async load(cursor) {
      const page = await api.read<RoleMemberPage>(`${role}/members`, { limit: LIMIT, cursor });
      const named = async (member: RoleMember): Promise<Member> => ({
        ...member,
        name: await userName(visitor, member.user_id),
      });
      return { ...page, items: await Promise.all(page.items.map(named)) };
    },
  });

  function takeButton({ user_id, name }: Member): HTMLElement {
    const take = (): Promise<void> =>
      doing('roles:assign or roles:delegate', async () => {
        await api.change('POST', `${role}/members/remove`, { user_ids: [user_id] });
        await list.reload();
        tell(`The role is taken away from ${name}.`);
      });
    return button('Take away', take, { class: 'small', 'aria-label': `Take away the role from ${name}` });
  }

  return card('Members', [], list.element);
}
