import type { ClientPage, ServiceClient, User, UserPage } from '#libs/client';
import { type Child, h } from '../kit/dom.js';
import { textField } from '../kit/form.js';
import { type Column, List } from '../kit/list.js';
import type { Visitor } from '../kit/page.js';
import { card, status, titled } from './pieces.js';
import { addressOf, filtered, go } from './route.js';
import { permissionLink } from './understanding/permission-link.js';

const LIMIT = '10';

/** A role or a permission. */
interface Described {
  readonly name: string;
  readonly description: string;
}

interface DescribedPage {
  readonly items: readonly Described[];
  readonly next_cursor: string | null;
}

/** The one box for whoever is looked for, wherever they are; `/` leads to it. */
export function findBox({ may }: Visitor): HTMLElement | undefined {
  if (!PLACES.some(({ needs }) => may(needs))) return undefined;
  const { control, element } = textField('find', 'Find', {
    type: 'search',
    placeholder: 'Find  /',
    maxlength: 63,
    title: 'People, roles, clients and permissions: / leads here',
  });
  element.querySelector('label')?.classList.add('unseen');
  const box = h('form', { class: 'find', role: 'search', 'aria-label': 'Find' }, element);
  box.addEventListener('submit', event => {
    event.preventDefault();
    const sought = control.value.trim();
    if (sought !== '') go(filtered('find', { q: sought }));
  });
  addEventListener('keydown', event => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || !box.isConnected) return;
    const { target } = event;
    const isTyping = target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
    if (isTyping || document.querySelector('dialog[open]') !== null) return;
    event.preventDefault();
    control.focus();
    if (control instanceof HTMLInputElement) control.select();
  });
  return box;
}

/** Where something may be found, and how it is shown. */
interface Place {
  readonly title: string;
  readonly needs: string;
  list(visitor: Visitor, sought: string): HTMLElement;
}

const described =
  (path: string, caption: string, first: Column<Described>): Place['list'] =>
  ({ api }, sought) =>
    new List<Described>({
      caption,
      empty: 'None.',
      columns: [first, { name: 'What for', cell: ({ description }) => description }],
      load: cursor => api.read<DescribedPage>(path, { name_contains: sought, limit: LIMIT, cursor }),
    }).element;

const PLACES: readonly Place[] = [
  {
    title: 'People',
    needs: 'users:read',
    list: ({ api }, sought) =>
      new List<User>({
        caption: 'People who were found, newest first',
        empty: 'Nobody.',
        columns: [
          { name: 'E-mail address', cell: ({ id, email }) => h('a', { href: addressOf('users', id) }, email) },
          { name: 'Status', cell: user => status(user.status) },
        ],
        load: cursor => api.read<UserPage>('/v1/users', { email_contains: sought, limit: LIMIT, cursor }),
      }).element,
  },
  {
    title: 'Roles',
    needs: 'roles:read',
    list: described('/v1/roles', 'Roles that were found', {
      name: 'Role',
      cell: ({ name }) => h('a', { href: addressOf('roles', name) }, name),
    }),
  },
  {
    title: 'Clients',
    needs: 'clients:read',
    list: ({ api }, sought) =>
      new List<ServiceClient>({
        caption: 'Clients that were found, newest first',
        empty: 'None.',
        columns: [
          { name: 'Client', cell: ({ client_id, name }) => h('a', { href: addressOf('clients', client_id) }, name) },
          { name: 'Kind', cell: ({ kind }) => kind },
        ],
        load: cursor => api.read<ClientPage>('/v1/clients', { name_contains: sought, limit: LIMIT, cursor }),
      }).element,
  },
  {
    title: 'Permissions',
    needs: 'roles:read',
    list: described('/v1/permissions', 'Permissions that were found', {
      name: 'Permission',
      cell: ({ name }) => permissionLink(name),
    }),
  },
];

/** What was found of everything that there is. */
export function findView(visitor: Visitor, filters: URLSearchParams): readonly Child[] {
  const sought = filters.get('q') ?? '';
  const places = PLACES.filter(({ needs }) => visitor.may(needs));
  return [titled(`Found for “${sought}”`), ...places.map(place => card(place.title, [], place.list(visitor, sought)))];
}
