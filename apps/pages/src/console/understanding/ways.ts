import type { HeldThrough } from '#libs/client';
import { type Child, h } from '../../kit/dom.js';
import { moment } from '../../kit/time.js';
import { roleLink } from './permission-link.js';

/** The role that was given, and how it comes to the permission: by itself, or by what it includes. */
export function pathOf({ role, path }: Pick<HeldThrough, 'role' | 'path'>): Child[] {
  const through = path[0] === role ? path.slice(1) : path;
  return [
    roleLink(role),
    ...through.flatMap((name, index) => [index === 0 ? ', which includes ' : ', and that ', roleLink(name)]),
  ];
}

/** For how long and when it counts, where that is not always. */
export function termsOf({ expires_at, requires_mfa }: Pick<HeldThrough, 'expires_at' | 'requires_mfa'>): Child[] {
  return [
    expires_at !== null && h('span', { class: 'badge' }, 'until ', moment(expires_at)),
    requires_mfa && h('span', { class: 'badge' }, 'only after a second factor'),
  ];
}

/** Of several ways those terms which all of them have: the latest end, and a second factor if there is no way without. */
export function termsOfAll(ways: readonly HeldThrough[]): Child[] {
  const ends = ways.map(({ expires_at }) => expires_at);
  const last = ends.includes(null)
    ? null
    : (ends
        .filter(end => end !== null)
        .sort()
        .at(-1) ?? null);
  return termsOf({ expires_at: last, requires_mfa: ways.every(({ requires_mfa }) => requires_mfa) });
}
