import type { Session, SessionPage } from '#libs/client';
import { button, h } from '../../kit/dom.js';
import { confirmed } from '../../kit/dialog.js';
import { deviceName } from '../../kit/device.js';
import { List } from '../../kit/list.js';
import { tell } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { SESSION_COLUMNS } from '../../kit/session-columns.js';
import { card, doing } from '../pieces.js';
import { filtered } from '../route.js';

const NEEDS = 'sessions:revoke';
const LIMIT = '20';

/** Where a user is logged in, and the end of that. */
export function userSessionsView({ api, may }: Visitor, user: string): HTMLElement {
  const mayEnd = may(NEEDS);
  const list = new List<Session>({
    caption: 'Sessions of this user, newest first',
    empty: 'This user is not logged in anywhere.',
    columns: [
      ...SESSION_COLUMNS,
      ...(may('audit:read') ? [{ name: 'Events', cell: eventsLink }] : []),
      ...(mayEnd ? [{ name: 'End', cell: endButton }] : []),
    ],
    load: cursor => api.read<SessionPage>(`${user}/sessions`, { active: 'true', limit: LIMIT, cursor }),
  });

  function eventsLink({ id, client_name, user_agent }: Session): HTMLElement {
    const name = client_name ?? deviceName(user_agent);
    return h(
      'a',
      { href: filtered('audit', { target: id }), 'aria-label': `Events of the session of ${name}` },
      'Events',
    );
  }

  function endButton({ id, client_name, user_agent }: Session): HTMLElement {
    const name = client_name ?? deviceName(user_agent);
    const end = async (): Promise<void> => {
      if (!(await confirmed('End this session?', `${name} is logged out at once. This cannot be undone.`, 'End')))
        return;
      await doing(NEEDS, async () => {
        await api.change('DELETE', `${user}/sessions/${id}`);
        await list.reload();
        tell(`The session of ${name} has ended.`);
      });
    };
    return button('End', end, { class: 'small', 'aria-label': `End the session of ${name}` });
  }

  async function endAll(): Promise<void> {
    if (!(await confirmed('End all sessions?', 'This user will have to log in again everywhere.', 'End all'))) return;
    await doing(NEEDS, async () => {
      await api.change('DELETE', `${user}/sessions`);
      await list.reload();
      tell('All sessions of this user have ended.');
    });
  }

  return card('Sessions', [mayEnd && button('End all', endAll)], list.element);
}
