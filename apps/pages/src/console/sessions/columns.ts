import type { UserSession } from '#libs/client';
import { button, type Child, h } from '../../kit/dom.js';
import type { Column } from '../../kit/list.js';
import type { Visitor } from '../../kit/page.js';
import { SESSION_COLUMNS } from '../../kit/session-columns.js';
import { addressOf, filtered } from '../route.js';
import { endSessions } from './end-sessions.js';
import { chosen, ownerOf, sessionName } from './listed-session.js';

/**
 * What is to be seen of somebody's session, whose it is, and its end.
 * @param boxOf by which it is chosen
 * @param changed is told when one has ended
 */
export function sessionColumns(
  visitor: Visitor,
  boxOf: (session: UserSession) => HTMLElement,
  changed: () => Promise<void>,
): readonly Column<UserSession>[] {
  const { may } = visitor;

  function person(session: UserSession): Child {
    const name = ownerOf(session);
    const shown = may('users:read') ? h('a', { href: addressOf('users', session.user_id) }, name) : name;
    // Who ends their own is logged out before the others have ended.
    const isChosenHere = may('sessions:revoke') && !session.current;
    return isChosenHere ? h('span', { class: 'choice' }, boxOf(session), shown) : shown;
  }

  function endButton(session: UserSession): HTMLElement {
    const end = async (): Promise<void> => {
      await endSessions(visitor, [chosen(session)]);
      await changed();
    };
    return button('End', end, { class: 'small', 'aria-label': `End the session of ${sessionName(session)}` });
  }

  return [
    { name: 'Person', cell: session => [person(session), may('audit:read') && eventsLink(session)] },
    ...SESSION_COLUMNS,
    ...(may('sessions:revoke') ? [{ name: 'End', cell: endButton }] : []),
  ];
}

function eventsLink(session: UserSession): HTMLElement {
  const name = `Events of the session of ${sessionName(session)}`;
  return h('a', { class: 'second', href: filtered('audit', { target: session.id }), 'aria-label': name }, 'Events');
}
