import type { UserSession } from '#libs/client';
import { deviceName } from '../../kit/device.js';
import { type Named, selections } from '../bulk/selection.js';

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

/** Which sessions somebody has chosen. */
export const chosenSessions = selections<ChosenSession>();
