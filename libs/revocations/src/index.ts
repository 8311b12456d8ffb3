/** What is still valid: the standing of every user and service client, and the feed that tells of what is not. */
export { DatabaseClock } from './feed/database-clock.js';
export { FeedFreshness } from './feed/feed-freshness.js';
export { FeedPicture } from './feed/feed-picture.js';
export { FeedStreams } from './http/feed-streams.js';
export { FeedView } from './feed/feed-view.js';
export { RememberedSubjects } from './feed/remembered-subjects.js';
export { RevocationFeed } from './feed/revocation-feed.js';
export { RevocationLog } from './log/revocation-log.js';
export { RevocationsModule } from './revocations.module.js';
export { RevokeToken, type TokenRevocation } from './revoke-token.js';
export { Siblings } from './wake-up/siblings.js';
export {
  type CustomClaims,
  type NewStanding,
  Standing,
  type SubjectStanding,
  type SubjectStatus,
  turnOfSubject,
} from './standing.js';
