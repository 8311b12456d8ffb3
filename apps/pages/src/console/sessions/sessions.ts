import type { UserSession, UserSessionPage } from '#libs/client';
import { button, type Child, h } from '../../kit/dom.js';
import { List } from '../../kit/list.js';
import type { Visitor } from '../../kit/page.js';
import { collected } from '../../kit/paging.js';
import { selectionBar } from '../bulk/bar.js';
import { titled } from '../pieces.js';
import { sessionColumns } from './columns.js';
import { endSessions } from './end-sessions.js';
import { sessionFilterForm, sessionFilters, sessionQuery } from './filters.js';
import { chosen, chosenSessions, sessions as amount } from './listed-session.js';

const LIMIT = '25';
/** The service looks at some thousand sessions a request, and what fits may be further down. */
const LEAST = 10;
const MOST_REQUESTS = 10;
const WORDS = { none: 'No session is chosen.', which: 'Which' };

/** Where anybody is logged in, and the end of that. */
export function sessionsView(visitor: Visitor, search: URLSearchParams): readonly Child[] {
  const { api, may } = visitor;
  const filters = sessionFilters(search);
  const query = { ...sessionQuery(filters), active: 'true', limit: LIMIT };
  const selection = chosenSessions(visitor);
  selection.startOver();

  const list: List<UserSession> = new List({
    caption: 'Sessions of all people, newest first',
    empty: 'No session fits these filters.',
    columns: sessionColumns(
      visitor,
      session => selection.box(chosen(session)),
      () => list.reload(),
    ),
    load: from =>
      collected<UserSession>(
        cursor => api.read<UserSessionPage>('/v1/user-sessions', { ...query, cursor }),
        { least: LEAST, most: MOST_REQUESTS },
        from,
      ),
  });
  const end = async (): Promise<void> => {
    await endSessions(visitor, selection.all);
    await list.reload();
  };
  const bar =
    may('sessions:revoke') &&
    selectionBar({ selection, amount, words: WORDS, actions: [button('End these sessions', end)] });
  return [titled('Sessions'), h('section', { class: 'card' }, sessionFilterForm(visitor, filters), bar, list.element)];
}
