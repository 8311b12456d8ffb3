import { type RecordedAlong, recording } from '#libs/audit';
import { statement } from '#libs/persistence';
import { type UserSnapshot, userSnapshotOf } from '#libs/roles';
import {
  type ChildOpening,
  type LivingSession,
  NOTING_CHILD,
  opening,
  type Opening,
  openingChild,
  rotating,
  type Rotation,
  steppingUp,
  type SteppingUp,
} from '#libs/sessions';
import { hashInForce } from '#libs/users';

/** A session just opened or rotated, and what the user held in the same snapshot of the database. */
export type SessionInSnapshot = LivingSession & UserSnapshot;

/** A refresh is this one statement: in a round trip of its own, reading the roles took a quarter of its processor time. */
export const rotate = statement<SessionInSnapshot, Rotation>(
  'sign_in.rotate',
  rotating(userSnapshotOf('session.user_id', 'session.amr')),
);

/** What a login writes. */
export type LoginRows = Opening & RecordedAlong & { readonly password_hash: string | null };

function openedBy(insert: typeof opening, along = ''): string {
  return `WITH standing AS (${userSnapshotOf(':user_id', ':amr')}),
        session AS (${insert('standing', hashInForce(':user_id', ':password_hash'))}),
        event AS (${recording('session')})${along}
   SELECT session.*, standing.* FROM session CROSS JOIN standing`;
}

/**
 * A login after the hash is this one statement too, where nothing else is to be done in its transaction. As seven, they took the
 * processor for as long as a tenth of the hash.
 */
export const open = statement<SessionInSnapshot, LoginRows>('sign_in.open', openedBy(opening));

/** What is written where an application is let in. */
export type ChildRows = ChildOpening & RecordedAlong & { readonly password_hash: string | null };

/** The same where an application is let in. */
export const openChild = statement<SessionInSnapshot, ChildRows>(
  'sign_in.open_child',
  openedBy(openingChild, `, parent AS (${NOTING_CHILD})`),
);

/** What a step-up writes. */
export type StepUpRows = SteppingUp & { readonly password_hash: string | null };

/** Run while the standing is held: so what is read along is of the moment in which the session is changed. */
export const stepUp = statement<SessionInSnapshot, StepUpRows>(
  'sign_in.step_up',
  steppingUp(userSnapshotOf('session.user_id', 'session.amr'), hashInForce(':user_id', ':password_hash')),
);
