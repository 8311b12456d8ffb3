import type { Visitor } from '../../kit/page.js';
import { carryOut } from '../bulk/carry-out.js';
import { oneByOne } from '../bulk/one-by-one.js';
import { Stage } from '../bulk/stage.js';
import { type ChosenSession, chosenSessions, sessions as amount } from './listed-session.js';

/** Ends several sessions, one after the other. What has ended is chosen no longer. */
export async function endSessions(visitor: Visitor, sessions: readonly ChosenSession[]): Promise<void> {
  const end = async (session: ChosenSession): Promise<void> => {
    await visitor.api.change('DELETE', `/v1/users/${session.user_id}/sessions/${session.id}`);
    chosenSessions(visitor).remove([session]);
  };
  const stage = new Stage(`End ${amount(sessions.length)}`);
  const opened = stage.open();
  carryOut(
    stage,
    {
      says: 'Who was logged in there has to log in again. This cannot be undone.',
      concerned: sessions,
      unchanged: [],
      refused: [],
      action: count => `End ${amount(count)}`,
      perform: (items, progress) => oneByOne(items, progress, end),
    },
    amount,
  );
  await opened;
}
