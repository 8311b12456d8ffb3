import type { UserPermission } from '#libs/client';
import { h } from '../../kit/dom.js';
import { loaded } from '../../kit/list.js';
import type { Visitor } from '../../kit/page.js';
import { collected } from '../../kit/paging.js';
import { card } from '../pieces.js';
import { permissionLink } from './permission-link.js';
import { branch, groupedBy, resourceOf, tree } from './tree.js';
import { pathOf, termsOf, termsOfAll } from './ways.js';

const LIMIT = '100';
/** A token has no room for roles that give more. */
const MOST_PAGES = 20;

interface Reloading {
  readonly element: HTMLElement;
  readonly reload: () => void;
}

/** All that a user may do, by what it is about, and through which of their roles. */
export function userPermissions({ api }: Visitor, user: string): Reloading {
  const show = (): HTMLElement =>
    loaded(
      () =>
        collected<UserPermission>(cursor => api.read(`${user}/permissions`, { limit: LIMIT, cursor }), {
          most: MOST_PAGES,
        }),
      ({ items, next_cursor }) => [
        items.length === 0 ? h('p', { class: 'empty' }, 'This user may do nothing.') : treeOf(items),
        next_cursor !== null && h('p', { class: 'notice' }, 'There are more than can be shown.'),
      ],
    );
  let shown = show();
  return {
    element: card('What this person may do', [], shown),
    reload() {
      const next = show();
      shown.replaceWith(next);
      shown = next;
    },
  };
}

function treeOf(items: readonly UserPermission[]): HTMLElement {
  const groups = [...groupedBy(items, ({ permission }) => resourceOf(permission))];
  const branches = groups.map(([resource, permissions]) =>
    branch(
      [resource === '*' ? 'everything' : `${resource}: ${permissions.length}`],
      permissions.map(permissionBranch),
      groups.length === 1,
    ),
  );
  return tree('Permissions', branches);
}

function permissionBranch({ permission, through }: UserPermission): HTMLElement {
  const ways = through.map(way => h('li', {}, 'through ', ...pathOf(way), ' ', ...termsOf(way)));
  const others = h('li', {}, 'Who may do it: ', permissionLink(permission));
  return branch([h('span', { class: 'code' }, permission), ' ', ...termsOfAll(through)], [...ways, others]);
}
