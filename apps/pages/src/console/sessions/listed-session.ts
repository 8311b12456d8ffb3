import type { UserSession } from '#libs/client';
import { deviceName } from '../../kit/device.js';
import type { Visitor } from '../../kit/page.js';
import { type Named, Selection } from '../bulk/selection.js';

export interface ChosenSession extends Named {
  readonly user_id: string;
}

export const ownerOf = ({ email, user_id }: UserSession): string => email ?? user_id;

export const sessionName = (session: UserSession): string =>
  `${ownerOf(session)}, ${session.client_name ?? deviceName(session.user_agent)}`;

export const chosen = (session: UserSession): ChosenSession => ({
  id: session.id,
  user_id: session.user_id,
  name: sessionName(session),
});

export const sessions = (count: number): string => (count === 1 ? '1 session' : `${count} sessions`);

const SELECTIONS = new WeakMap<Visitor, Selection<ChosenSession>>();

/** Which sessions somebody has chosen since they came. */
export function chosenSessions(visitor: Visitor): Selection<ChosenSession> {
  const known = SELECTIONS.get(visitor) ?? new Selection<ChosenSession>();
  SELECTIONS.set(visitor, known);
  return known;
}
