import type { ClientPage, Permission, PermissionPage, ServiceClient } from '#libs/client';
import { type Child, h } from '../../kit/dom.js';
import { List, loaded } from '../../kit/list.js';
import type { Visitor } from '../../kit/page.js';
import { above, card, eventsOf, named, status } from '../pieces.js';
import { addressOf, filtered } from '../route.js';
import { holdersView } from './holders.js';
import { permissionBadges } from './permission-link.js';
import { resourceOf } from './tree.js';

const LIMIT = '25';
/** Of one resource; it says that there are more. */
const MOST_SIBLINGS = '100';

/** One permission: what it is for, and who has it by what. */
export function permissionView(visitor: Visitor, name: string): readonly Child[] {
  const resource = resourceOf(name);
  const { api, may } = visitor;
  const about = loaded(
    () => api.read<PermissionPage>('/v1/permissions', { name_contains: `${resource}:`, limit: MOST_SIBLINGS }),
    ({ items, next_cursor }) => {
      const siblings = items.filter(one => resourceOf(one.name) === resource);
      return [
        named(name),
        h('p', {}, descriptionOf(siblings, name)),
        card(
          `About ${resource}`,
          [],
          permissionBadges(siblings.map(one => one.name).filter(other => other !== name)),
          next_cursor !== null && h('p', { class: 'second' }, 'There are more.'),
          h(
            'p',
            {},
            h('a', { href: filtered('roles', { view: 'matrix', q: resource }) }, 'Which roles give what of it'),
          ),
        ),
      ];
    },
  );
  return [
    ...above('Permission', 'Roles and permissions', 'roles'),
    about,
    card('People who may do this', [], holdersView(visitor, name)),
    may('clients:read') && card('Clients that have it as scope', [], clientsWith(visitor, name)),
    eventsOf(visitor, ['What was done to this permission', { target: name }]),
  ];
}

const descriptionOf = (known: readonly Permission[], name: string): string =>
  known.find(one => one.name === name)?.description ?? 'Nobody has said what it is for.';

const clientsWith = ({ api }: Visitor, scope: string): HTMLElement =>
  new List<ServiceClient>({
    caption: 'Clients with this scope',
    empty: 'No client has it.',
    columns: [
      { name: 'Client', cell: ({ client_id, name }) => h('a', { href: addressOf('clients', client_id) }, name) },
      { name: 'Kind', cell: ({ kind }) => kind },
      { name: 'Status', cell: client => status(client.status) },
    ],
    load: cursor => api.read<ClientPage>('/v1/clients', { scope, limit: LIMIT, cursor }),
  }).element;
