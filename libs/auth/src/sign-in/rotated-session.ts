import { statement } from '#libs/persistence';
import { type UserSnapshot, userSnapshotOf } from '#libs/roles';
import { type LivingSession, rotating, type Rotation } from '#libs/sessions';

/** A session just rotated, and what the user held in the same snapshot. */
export type RotatedSession = LivingSession & UserSnapshot;

/** A refresh is this one statement: in a round trip of its own, reading the roles took a quarter of its processor time. */
export const rotate = statement<RotatedSession, Rotation>(
  'sign_in.rotate',
  rotating(userSnapshotOf('session.user_id')),
);
