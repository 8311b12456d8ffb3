import type { Permission, PermissionPage, Role, RolePage } from '#libs/client';
import { button, type Child, h } from '../../kit/dom.js';
import { filledIn } from '../../kit/dialog.js';
import { textField } from '../../kit/form.js';
import { List } from '../../kit/list.js';
import type { Visitor } from '../../kit/page.js';
import { contentFields, contentOf } from './role-fields.js';
import { card, titled, sending } from '../pieces.js';
import { addressOf, filtered, go } from '../route.js';
import { matrixView } from '../understanding/matrix.js';
import { permissionLink } from '../understanding/permission-link.js';

const LIMIT = '25';

/** The roles and what can be permitted: as lists, or as one table of both. */
export function rolesView(visitor: Visitor, filters: URLSearchParams): readonly Child[] {
  const isMatrix = filters.get('view') === 'matrix';
  const ways = h(
    'nav',
    { class: 'choices', 'aria-label': 'View' },
    h('a', { href: addressOf('roles'), 'aria-current': !isMatrix && 'true' }, 'Lists'),
    h('a', { href: filtered('roles', { view: 'matrix' }), 'aria-current': isMatrix && 'true' }, 'Matrix'),
  );
  const creating = visitor.may('roles:write') && button('New role', () => create(visitor), { class: 'primary' });
  return [
    titled('Roles', ways, creating),
    ...(isMatrix ? [card('Which role gives what', [], matrixView(visitor, filters.get('q') ?? ''))] : lists(visitor)),
  ];
}

function lists({ api }: Visitor): readonly Child[] {
  const roles = new List<Role>({
    caption: 'Roles',
    empty: 'There is no role.',
    columns: [
      {
        name: 'Role',
        cell: ({ name, built_in }) => [
          h('a', { href: addressOf('roles', name) }, name),
          built_in && h('span', { class: 'badge' }, 'built in'),
        ],
      },
      { name: 'What for', cell: ({ description }) => description },
      { name: 'Permissions', cell: ({ effective_permissions }) => amountOf(effective_permissions) },
    ],
    load: cursor => api.read<RolePage>('/v1/roles', { limit: LIMIT, cursor }),
  });
  const permissions = new List<Permission>({
    caption: 'Permissions',
    empty: 'There is no permission.',
    columns: [
      { name: 'Permission', cell: ({ name }) => permissionLink(name) },
      { name: 'What for', cell: ({ description }) => description },
    ],
    load: cursor => api.read<PermissionPage>('/v1/permissions', { limit: LIMIT, cursor }),
  });
  return [
    h('section', { class: 'card' }, roles.element),
    card('What there is to be permitted', [], permissions.element),
  ];
}

function amountOf(permissions: readonly string[]): string {
  return permissions.includes('*') ? 'everything' : String(permissions.length);
}

async function create({ api }: Visitor): Promise<void> {
  const name = textField('name', 'Name', { required: true, spellcheck: 'false' });
  const content = contentFields();
  const created = await filledIn({
    title: 'New role',
    fields: [name, ...Object.values(content)],
    action: 'Make it',
    async submit() {
      await sending('roles:write', async () => {
        await api.change('POST', '/v1/roles', { name: name.value.trim(), ...contentOf(content) });
      });
    },
  });
  if (created) go(addressOf('roles', name.value.trim()));
}
