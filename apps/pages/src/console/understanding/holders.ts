import type { HeldThrough, PermissionHolder } from '#libs/client';
import { button, h } from '../../kit/dom.js';
import { failure } from '../../kit/list.js';
import type { Visitor } from '../../kit/page.js';
import { collected } from '../../kit/paging.js';
import { people as amountOf } from '../bulk/person.js';
import { status as statusBadge } from '../pieces.js';
import { addressOf } from '../route.js';
import { branch, groupedBy, tree } from './tree.js';
import { pathOf, termsOf } from './ways.js';

const LIMIT = '100';
const PAGES_AT_ONCE = 3;

interface Held {
  readonly holder: PermissionHolder;
  readonly way: HeldThrough;
}

/** Who has a permission, as a tree by the role that gives it to them. */
export function holdersView({ api, may }: Visitor, permission: string): HTMLElement {
  const element = h('div', { class: 'loaded', 'aria-busy': 'true' }, h('div', { class: 'placeholder' }));
  const path = `/v1/permissions/${encodeURIComponent(permission)}/holders`;
  const items: PermissionHolder[] = [];

  async function more(from?: string): Promise<void> {
    try {
      const page = await collected<PermissionHolder>(
        cursor => api.read(path, { limit: LIMIT, cursor }),
        { most: PAGES_AT_ONCE },
        from,
      );
      items.push(...page.items);
      show(page.next_cursor);
    } catch (error) {
      element.replaceChildren(failure(error, () => more(from)));
    } finally {
      element.removeAttribute('aria-busy');
    }
  }

  function show(cursor: string | null): void {
    if (items.length === 0) return element.replaceChildren(h('p', { class: 'empty' }, 'Nobody may do this.'));
    const held = items.flatMap(holder => holder.through.map(way => ({ holder, way })));
    const groups = groupedBy(held, ({ way }) => JSON.stringify([way.role, way.path]));
    const branches = [...groups.values()].map(group => roleBranch(group, may('users:read'), groups.size === 1));
    element.replaceChildren(
      h('p', {}, `${amountOf(items.length)}${cursor === null ? '' : ' or more'} may do this.`),
      tree('Who may do this, by role', branches),
      ...(cursor === null
        ? []
        : [
            h(
              'div',
              { class: 'more' },
              button('Show more', () => more(cursor)),
            ),
          ]),
    );
  }

  void more();
  return element;
}

function roleBranch(group: readonly Held[], maySee: boolean, isOpen: boolean): HTMLElement {
  const [first] = group;
  if (first === undefined) return h('li', {});
  const people = group.map(({ holder, way }) => h('li', {}, personOf(holder, maySee), ' ', ...termsOf(way)));
  return branch(
    [h('strong', {}, first.way.role), `: ${amountOf(group.length)}`],
    [h('li', {}, 'through ', ...pathOf(first.way)), ...people],
    isOpen,
  );
}

function personOf({ user_id, email, status }: PermissionHolder, maySee: boolean): HTMLElement {
  const name = email ?? user_id;
  const shown = maySee ? h('a', { href: addressOf('users', user_id) }, name) : name;
  return h('span', {}, shown, ' ', status !== 'active' && statusBadge(status));
}
