import type { Session } from '#libs/client';
import { h } from './dom.js';
import { deviceName } from './device.js';
import type { Column } from './list.js';
import { moment } from './time.js';

/** What is to be seen of a session, whoever's it is. */
export const SESSION_COLUMNS: readonly Column<Session>[] = [
  {
    name: 'Device',
    // Of an application it is the device on which that runs, which says less than its name.
    cell: ({ client_name, user_agent, current }) => [
      h('span', { class: 'device', title: user_agent ?? undefined }, client_name ?? deviceName(user_agent)),
      client_name !== null && h('span', { class: 'badge' }, 'application'),
      current && h('span', { class: 'badge good' }, 'this one'),
      user_agent !== null && h('details', {}, h('summary', {}, 'Details'), h('p', { class: 'code' }, user_agent)),
    ],
  },
  { name: 'Address', cell: ({ ip }) => ip ?? 'unknown' },
  { name: 'Logged in', cell: ({ issued_at }) => moment(issued_at) },
  { name: 'Last used', cell: ({ last_used_at }) => moment(last_used_at) },
];
