import type { CreatedUser, User, UserPage } from '#libs/client';
import { button, type Child, h } from '../../kit/dom.js';
import { filledIn, showOnce } from '../../kit/dialog.js';
import { form, selectField, textField } from '../../kit/form.js';
import { List } from '../../kit/list.js';
import type { Visitor } from '../../kit/page.js';
import { moment } from '../../kit/time.js';
import { peopleBar, mayChangePeople } from '../bulk/people-bar.js';
import { chosenPeople, personOf } from '../bulk/person.js';
import { status, titled, sending } from '../pieces.js';
import { roleField } from '../roles/role-field.js';
import { addressOf, filtered, go, setPasswordAddress } from '../route.js';

const LIMIT = '25';
const STATUSES = [
  ['', 'Any'],
  ['active', 'Active'],
  ['invited', 'Invited'],
  ['disabled', 'Disabled'],
] as const;

const ORDERS = [
  ['', 'Newest first'],
  ['email', 'By address'],
] as const;

export function usersView(visitor: Visitor, filters: URLSearchParams): readonly Child[] {
  const { api, may } = visitor;
  const wanted = {
    // Addresses of before may say what an e-mail address begins with.
    email_contains: filters.get('email_contains') ?? filters.get('email_prefix') ?? '',
    status: filters.get('status') ?? '',
    role: filters.get('role') ?? '',
    sort: filters.get('sort') ?? '',
  };
  const selection = chosenPeople(visitor);
  const mayChoose = mayChangePeople(visitor);
  selection.startOver();
  const list = new List<User>({
    caption: wanted.sort === 'email' ? 'Users, by address' : 'Users, newest first',
    empty: 'Nobody fits these filters.',
    columns: [
      {
        name: 'E-mail address',
        cell: user => {
          const link = h('a', { href: addressOf('users', user.id) }, user.email);
          return mayChoose ? h('span', { class: 'choice' }, selection.box(personOf(user)), link) : link;
        },
      },
      { name: 'Status', cell: user => status(user.status) },
      { name: 'Since', cell: ({ created_at }) => moment(created_at) },
    ],
    load: cursor => api.read<UserPage>('/v1/users', { ...wanted, limit: LIMIT, cursor }),
  });
  const bar = mayChoose && peopleBar(visitor, () => list.reload());
  return [
    titled('Users', may('users:write') && button('Invite somebody', () => invite(visitor), { class: 'primary' })),
    h('section', { class: 'card' }, search(visitor, wanted), bar, list.element),
  ];
}

function search(
  visitor: Visitor,
  wanted: Readonly<Record<'email_contains' | 'status' | 'role' | 'sort', string>>,
): HTMLElement {
  const email = textField('email_contains', 'Any part of the e-mail address', {
    type: 'search',
    value: wanted.email_contains,
  });
  const state = selectField('status', 'Status', STATUSES, wanted.status);
  const role = roleField(visitor, 'role', 'Role', wanted.role);
  const order = selectField('sort', 'Order', ORDERS, wanted.sort);
  const fields = [email, state, role, order];
  const submit = (): Promise<void> =>
    Promise.resolve(go(filtered('users', Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()])))));
  return form({ fields, action: 'Search', attributes: { class: 'filters', role: 'search' }, submit });
}

async function invite({ api }: Visitor): Promise<void> {
  const email = textField('email', 'E-mail address', { type: 'email', required: true });
  const roles = textField('roles', 'Roles', {}, 'With commas between; everybody is a user anyway.');
  let created: CreatedUser | undefined;
  await filledIn({
    title: 'Invite somebody',
    fields: [email, roles],
    action: 'Invite',
    async submit() {
      const body = { email: email.value, ...(roles.list.length > 0 && { roles: roles.list }) };
      await sending('users:write', async () => {
        created = await api.change<CreatedUser>('POST', '/v1/users', body);
      });
    },
  });
  if (created === undefined) return;
  await showOnce(
    'The invitation',
    `Pass this token on to ${created.email}; with it they set their password at ${setPasswordAddress()}. It is shown this once.`,
    created.set_password_token ?? '',
  );
  go(addressOf('users', created.id));
}
