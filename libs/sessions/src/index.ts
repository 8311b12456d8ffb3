/** Sessions: one row a login, rotated with each refresh, ended one by one or all together. */
export { MarkEndedSessions } from './mark-ended-sessions.js';
export { OpenSession, type OpenedSession } from './open-session.js';
export { type RotatedSession, RotateSession } from './rotate-session.js';
export { type EndReason, Sessions } from './sessions.js';
export { SessionsModule } from './sessions.module.js';
