import { h } from '../../kit/dom.js';
import { addressOf } from '../route.js';

const EVERYTHING = '*';

/** A permission as a way to who has it. That everything is permitted is no permission of its own; nor are some scopes of clients. */
export function permissionLink(name: string): HTMLElement {
  if (name === EVERYTHING) return h('span', {}, 'everything');
  if (!name.includes(':')) return h('span', { class: 'code' }, name);
  return h('a', { href: addressOf('permissions', name), class: 'code' }, name);
}

export function permissionBadges(names: readonly string[]): HTMLElement | string {
  if (names.length === 0) return 'none';
  return h('ul', { class: 'badges' }, ...names.map(name => h('li', { class: 'badge' }, permissionLink(name))));
}

export function roleBadges(names: readonly string[]): HTMLElement | string {
  if (names.length === 0) return 'none';
  const link = (name: string): HTMLElement => h('a', { href: addressOf('roles', name) }, name);
  return h('ul', { class: 'badges' }, ...names.map(name => h('li', { class: 'badge' }, link(name))));
}
