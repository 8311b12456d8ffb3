/** Sessions: one row a login, rotated with each refresh, ended one by one or all together. */
export { Session, toSession } from './http/session.dto.js';
export { type ApplicationSession, ApplicationSessions } from './application-sessions.js';
export { type CountedSessions, CountSessions } from './count-sessions.js';
export { EndSession, type EndReason, turnOfSession } from './end-session.js';
export { type ChildOpening, NOTING_CHILD, opening, type Opening, openingChild } from './opening-session.js';
export { MarkSessionsToTell } from './mark-sessions-to-tell.js';
export { RevokeSessions } from './revoke-sessions.js';
export { RotateSession, rotating, type Rotation } from './rotate-session.js';
export type { LivingSession, SessionRecord } from './session.js';
export { Sessions } from './sessions.js';
export { SessionsModule } from './sessions.module.js';
export { steppingUp, type SteppingUp } from './stepping-up.js';
