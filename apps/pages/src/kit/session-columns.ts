import type { Session } from '#libs/client';
import { h } from './dom.js';
import { deviceName } from './device.js';
import type { Column } from './list.js';
import { moment } from './time.js';

/** What is to be seen of a session, whoever's it is. */
export const SESSION_COLUMNS: readonly Column<Session>[] = [
  {
    name: 'Device',
    cell: ({ user_agent, current }) => [
      h('span', { class: 'device', title: user_agent ?? undefined }, deviceName(user_agent)),
      current && h('span', { class: 'badge good' }, 'this one'),
      user_agent !== null && h('details', {}, h('summary', {}, 'Details'), h('p', { class: 'code' }, user_agent)),
    ],
  },
  { name: 'Address', cell: ({ ip }) => ip ?? 'unknown' },
  { name: 'Logged in', cell: ({ issued_at }) => moment(issued_at) },
  { name: 'Last used', cell: ({ last_used_at }) => moment(last_used_at) },
];
