import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { Redis } from '#libs/persistence';
import { Config } from '#libs/platform';
import { Attempts } from './attempts.js';
import { CommonCounters } from './counters/common-counters.js';
import { DividedCounters } from './counters/divided-counters.js';
import { FailureCounters } from './counters/failure-counters.js';
import { RedisCounters } from './counters/redis-counters.js';
import { KnownDevices } from './devices/known-devices.js';
import { GuessKeys } from './guess-keys.js';
import { GuessSignals } from './guess-signals.js';
import { Guesses } from './guesses.js';

/** Limits how often what can be guessed may be tried, for every module. */
@Module({})
export class GuessingModule {
  /** @param own where this instance counts failures by itself */
  static forRoot(own: FailureCounters): DynamicModule {
    return {
      module: GuessingModule,
      global: true,
      imports: [AuditModule],
      providers: [
        {
          provide: FailureCounters,
          inject: [Config, Redis, GuessKeys],
          useFactory: (config: Config, redis: Redis, guessKeys: GuessKeys) => countersOf(own, config, redis, guessKeys),
        },
        GuessKeys,
        Attempts,
        Guesses,
        GuessSignals,
        KnownDevices,
      ],
      exports: [Attempts, Guesses, GuessKeys, KnownDevices],
    };
  }
}

/** Counts with all other instances where there is a Redis, and else so that all together let pass what one may. */
function countersOf(own: FailureCounters, { replicas }: Config, redis: Redis, guessKeys: GuessKeys): FailureCounters {
  const alone = replicas === 1 ? own : new DividedCounters(own, replicas);
  if (!redis.isConfigured) return alone;
  return new CommonCounters(new RedisCounters(redis, guessKeys.of('strangers')), alone);
}
