import type { Role } from '#libs/client';
import { type Child, h } from '../../kit/dom.js';
import { textField } from '../../kit/form.js';
import { loaded } from '../../kit/list.js';
import type { Visitor } from '../../kit/page.js';
import { collected } from '../../kit/paging.js';
import { EVERYTHING, permissionLink, roleLink } from './permission-link.js';
import { groupedBy, resourceOf } from './tree.js';

const LIMIT = '100';
const MOST_PAGES = 5;

/** Which role gives what, by itself or by what it includes or may give. @param sought what is filtered by from the start */
export function matrixView({ api }: Visitor, sought: string): HTMLElement {
  return loaded(
    () => collected<Role>(cursor => api.read('/v1/roles', { limit: LIMIT, cursor }), { most: MOST_PAGES }),
    ({ items, next_cursor }) => {
      const filter = textField('q', 'Filter roles and permissions', { type: 'search', value: sought });
      const place = h('div', {
        class: 'scroller',
        role: 'region',
        'aria-label': 'Roles by permissions',
        tabindex: 0,
      });
      const show = (): void => place.replaceChildren(tableOf(items, filter.value.trim().toLowerCase()));
      filter.control.addEventListener('input', show);
      show();
      return [
        filter.element,
        h('p', { class: 'second' }, '● by itself, ○ by what it includes or may give'),
        next_cursor !== null && h('p', { class: 'notice' }, 'There are more roles than can be shown.'),
        place,
      ];
    },
  );
}

/** A text counts for roles where any has it in its name, and for permissions in the same way: what none has leaves out nothing. */
function tableOf(all: readonly Role[], sought: string): HTMLElement {
  const roles = narrowed(all, ({ name }) => name, sought);
  const given = new Set(all.flatMap(role => role.effective_permissions));
  const names = [...given].filter(name => name !== EVERYTHING).sort();
  const permissions = narrowed(names, name => name, sought);
  if (roles === all && permissions === names)
    return h('p', { class: 'empty' }, 'No role and no permission has this in its name.');
  const head = h('tr', {}, h('td', {}), ...roles.map(headOf));
  const bodies = [...groupedBy(permissions, resourceOf)].map(([resource, group]) => bodyOf(resource, group, roles));
  return h(
    'table',
    { class: 'matrix' },
    h('caption', { class: 'unseen' }, 'Roles by permissions'),
    h('thead', {}, head),
    ...bodies,
  );
}

function narrowed<Item>(items: readonly Item[], nameOf: (item: Item) => string, sought: string): readonly Item[] {
  const found = items.filter(item => nameOf(item).toLowerCase().includes(sought));
  return found.length === 0 ? items : found;
}

const headOf = ({ name, effective_requires_mfa }: Role): HTMLElement =>
  h('th', { scope: 'col' }, roleLink(name), effective_requires_mfa && h('span', { class: 'second' }, 'second factor'));

function bodyOf(resource: string, permissions: readonly string[], roles: readonly Role[]): HTMLElement {
  const heading = h('tr', {}, h('th', { scope: 'rowgroup', colspan: roles.length + 1 }, h('span', {}, resource)));
  const rows = permissions.map(name =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, permissionLink(name)),
      ...roles.map(role => h('td', {}, ...markOf(role, name))),
    ),
  );
  return h('tbody', {}, heading, ...rows);
}

function markOf({ permissions, effective_permissions }: Role, permission: string): Child[] {
  const has = (names: readonly string[]): boolean => names.includes(permission) || names.includes(EVERYTHING);
  if (has(permissions)) return mark('●', 'by itself');
  return has(effective_permissions) ? mark('○', 'by what it includes or may give') : [];
}

const mark = (sign: string, words: string): Child[] => [
  h('span', { 'aria-hidden': true }, sign),
  h('span', { class: 'unseen' }, words),
];
