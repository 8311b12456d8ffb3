import { h } from '../kit/dom.js';
import type { Visitor } from '../kit/page.js';

/** Who one is here. @param address where the address stands */
export function profileView({ me }: Visitor, address: HTMLElement): HTMLElement {
  const roles = me.roles.map(role => h('li', { class: 'badge' }, role));
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, 'You'),
    h(
      'dl',
      {},
      h('dt', {}, 'E-mail address'),
      h('dd', {}, address),
      h('dt', {}, 'Roles'),
      h('dd', {}, roles.length === 0 ? 'none' : h('ul', { class: 'badges' }, ...roles)),
    ),
  );
}
