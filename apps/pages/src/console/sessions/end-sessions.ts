import type { Visitor } from '../../kit/page.js';
import { carryOutEach } from '../bulk/carry-out.js';
import { type ChosenSession, chosenSessions, sessions as amount } from './listed-session.js';

/** Ends several sessions, one after the other. What has ended is chosen no longer. */
export function endSessions(visitor: Visitor, sessions: readonly ChosenSession[]): Promise<void> {
  const end = async (session: ChosenSession): Promise<void> => {
    await visitor.api.change('DELETE', `/v1/users/${session.user_id}/sessions/${session.id}`);
    chosenSessions(visitor).remove([session]);
  };
  return carryOutEach(
    'End',
    'Who was logged in there has to log in again. This cannot be undone.',
    sessions,
    end,
    amount,
  );
}
