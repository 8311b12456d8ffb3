import type { RoleMember, RoleMemberPage, User } from '#libs/client';
import type { Api } from '../kit/api.js';
import { button, h } from '../kit/dom.js';
import { List } from '../kit/list.js';
import { tell } from '../kit/messages.js';
import type { Visitor } from '../kit/page.js';
import { moment } from '../kit/time.js';
import { card, doing } from './pieces.js';
import { addressOf } from './route.js';

const LIMIT = '20';

interface Member extends RoleMember {
  /** The address, where it may be seen, else the id. */
  readonly name: string;
}

/** Who has a role. */
export function membersView({ api, may }: Visitor, role: string): HTMLElement {
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
      const named = (member: RoleMember): Promise<Member> => nameOf(api, member, may('users:read'));
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

async function nameOf(api: Api, member: RoleMember, mayRead: boolean): Promise<Member> {
  const id = member.user_id;
  // Whoever is being deleted may be in the list still.
  const read = async (): Promise<string> =>
    (await api.read<User>(`/v1/users/${id}`).catch(() => ({ email: id }))).email;
  return { ...member, name: mayRead ? await read() : id };
}
