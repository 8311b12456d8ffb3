import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { Database, OwnConnection, Redis } from '#libs/persistence';
import { DatabaseClock } from './feed/database-clock.js';
import { FeedFreshness } from './feed/feed-freshness.js';
import { FeedPicture } from './feed/feed-picture.js';
import { FeedReader } from './feed/feed-reader.js';
import { FeedView } from './feed/feed-view.js';
import { FollowFeed } from './feed/follow-feed.js';
import { RevocationFeed } from './feed/revocation-feed.js';
import { FeedController } from './http/feed.controller.js';
import { FeedStreams } from './http/feed-streams.js';
import { RevocationsController } from './http/revocations.controller.js';
import { AdoptEntries } from './log/adopt-entries.js';
import { ForgetRevocations } from './log/forget-revocations.js';
import { RevocationLog } from './log/revocation-log.js';
import { RevokeToken } from './revoke-token.js';
import { Standing } from './standing.js';
import { PostgresWakeUp } from './wake-up/postgres.wake-up.js';
import { RedisWakeUp } from './wake-up/redis.wake-up.js';
import { Siblings } from './wake-up/siblings.js';
import { WakeUp } from './wake-up/wake-up.js';

@Module({
  imports: [AuditModule],
  controllers: [RevocationsController, FeedController],
  providers: [
    {
      provide: WakeUp,
      inject: [OwnConnection, Database, Redis],
      useFactory: (connection: OwnConnection, database: Database, redis: Redis) =>
        redis.isConfigured ? new RedisWakeUp(redis) : new PostgresWakeUp(connection, database),
    },
    DatabaseClock,
    FeedFreshness,
    FeedPicture,
    FeedReader,
    FeedView,
    RevocationFeed,
    FollowFeed,
    FeedStreams,
    AdoptEntries,
    ForgetRevocations,
    RevocationLog,
    RevokeToken,
    Siblings,
    Standing,
  ],
  exports: [
    DatabaseClock,
    FeedFreshness,
    FeedPicture,
    FeedStreams,
    FeedView,
    RevocationFeed,
    RevocationLog,
    RevokeToken,
    Siblings,
    Standing,
  ],
})
export class RevocationsModule {}
