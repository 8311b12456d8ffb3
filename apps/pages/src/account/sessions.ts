import type { Session, SessionPage } from '#libs/client';
import { button, h } from '../kit/dom.js';
import { confirmed } from '../kit/dialog.js';
import { deviceName } from '../kit/device.js';
import { List } from '../kit/list.js';
import { attempt, tell } from '../kit/messages.js';
import type { Visitor } from '../kit/page.js';
import { SESSION_COLUMNS } from '../kit/session-columns.js';

const LIMIT = '20';

/** Where one is logged in, and the end of that. */
export function sessionsView({ api }: Visitor): { element: HTMLElement; reload(): Promise<void> } {
  const list = new List<Session>({
    caption: 'Your sessions, newest first',
    empty: 'There is no session.',
    columns: [...SESSION_COLUMNS, { name: 'End', cell: session => endButton(session) }],
    load: cursor => api.read<SessionPage>('/v1/sessions', { active: 'true', limit: LIMIT, cursor }),
  });

  function endButton({ id, current, client_name, user_agent }: Session): HTMLElement {
    if (current) return button('Log out', () => attempt(() => api.logOut()), { class: 'small' });
    const name = client_name ?? deviceName(user_agent);
    const end = (): Promise<boolean> =>
      attempt(async () => {
        await api.change('DELETE', `/v1/sessions/${id}`);
        await list.reload();
        tell(`The session of ${name} has ended.`);
      });
    return button('End', end, { class: 'small', 'aria-label': `End the session of ${name}` });
  }

  async function endOthers(): Promise<void> {
    const text = 'Everywhere but here you will have to log in again.';
    if (!(await confirmed('End all other sessions?', text, 'End all others'))) return;
    await attempt(async () => {
      await api.change('POST', '/v1/auth/logout-all?keep_current=true');
      await list.reload();
      tell('All other sessions have ended.');
    });
  }

  const heading = h('h2', {}, 'Where you are logged in');
  const element = h(
    'section',
    { class: 'card' },
    h('div', { class: 'heading' }, heading, button('End all others', endOthers)),
    list.element,
  );
  return { element, reload: () => list.reload() };
}
