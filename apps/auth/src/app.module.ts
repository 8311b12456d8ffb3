import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { AuditModule } from '#libs/audit';
import {
  AuthModule,
  BrowserGuard,
  BrowserModule,
  CookieTokenSource,
  FreshProofGuard,
  SleepingRolesGuard,
} from '#libs/auth';
import { GuessingModule } from '#libs/guessing';
import { HousekeepingModule } from '#libs/housekeeping';
import { MailModule } from '#libs/mail';
import { OidcModule } from '#libs/oidc';
import { PersistenceModule, Redis } from '#libs/persistence';
import { Config, MasterSecret, PlatformModule } from '#libs/platform';
import { RolesModule } from '#libs/roles';
import { DatabaseClock, RevocationsModule } from '#libs/revocations';
import { ServiceClientsModule } from '#libs/service-clients';
import { SessionsModule } from '#libs/sessions';
import { TokensModule } from '#libs/tokens';
import { UpstreamModule } from '#libs/upstream';
import { UsersModule } from '#libs/users';
import { JwtAuthGuard, RecentLoginGuard, VerifierModule } from '#libs/verifier/nest';
import { type Counting, countingAlone } from './counting.js';
import { requestCountersOf } from './counting/request-counters-of.js';
import { entities } from './entities.js';
import { KnownQueryGuard } from './http/known-query.guard.js';
import { NotingProblemFilter } from './http/noting-problems.filter.js';
import { RateLimitGuard } from './http/rate-limit.guard.js';
import { rateLimitOptions } from './http/rate-limit.options.js';
import { Startup } from './startup.js';

/** The composition root: every module, and the guards that stand before every route, in their order. */
@Module({})
export class AppModule {
  /** @param counting where this instance counts requests and failures by itself */
  static forRoot(config: Config, counting: Counting = countingAlone()): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config),
        PersistenceModule.forRoot(entities),
        ThrottlerModule.forRootAsync({
          inject: [Redis, MasterSecret],
          useFactory: (redis: Redis, secret: MasterSecret) =>
            rateLimitOptions(config, requestCountersOf(counting.requests, config, redis, secret)),
        }),
        GuessingModule.forRoot(counting.failures),
        VerifierModule.forIssuer({
          imports: [TokensModule, SessionsModule, BrowserModule, RevocationsModule],
          inject: [Config, DatabaseClock],
          global: true,
          tokenSource: CookieTokenSource,
          // Gatehouse's own audience is its issuer; a token narrowed to other services cannot be replayed here.
          useFactory: ({ issuer, accessTtl }: Config, databaseClock: DatabaseClock) => ({
            issuer,
            audience: issuer,
            maxLifetime: accessTtl,
            clock: () => databaseClock.now,
          }),
        }),
        AuditModule,
        AuthModule,
        BrowserModule,
        HousekeepingModule,
        MailModule,
        OidcModule,
        RevocationsModule,
        RolesModule,
        ServiceClientsModule,
        SessionsModule,
        TokensModule,
        UpstreamModule,
        UsersModule,
      ],
      providers: [
        Startup,
        { provide: APP_FILTER, useClass: NotingProblemFilter },
        { provide: APP_GUARD, useClass: RateLimitGuard },
        { provide: APP_GUARD, useExisting: BrowserGuard },
        { provide: APP_GUARD, useExisting: JwtAuthGuard },
        { provide: APP_GUARD, useExisting: SleepingRolesGuard },
        { provide: APP_GUARD, useExisting: RecentLoginGuard },
        { provide: APP_GUARD, useExisting: FreshProofGuard },
        { provide: APP_GUARD, useClass: KnownQueryGuard },
      ],
    };
  }
}
