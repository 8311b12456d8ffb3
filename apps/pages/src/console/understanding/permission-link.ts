import { h } from '../../kit/dom.js';
import { badges } from '../pieces.js';
import { addressOf } from '../route.js';

export const EVERYTHING = '*';

/** A permission as a way to who has it. That everything is permitted is no permission of its own; nor are some scopes of clients. */
export function permissionLink(name: string): HTMLElement {
  if (name === EVERYTHING) return h('span', {}, 'everything');
  if (!name.includes(':')) return h('span', { class: 'code' }, name);
  return h('a', { href: addressOf('permissions', name), class: 'code' }, name);
}

export const roleLink = (name: string): HTMLElement => h('a', { href: addressOf('roles', name) }, name);

export const permissionBadges = (names: readonly string[]): HTMLElement | string => badges(names.map(permissionLink));

export const roleBadges = (names: readonly string[]): HTMLElement | string => badges(names.map(roleLink));
