import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { Attempts } from './attempts.js';
import { FailureCounters } from './counters/failure-counters.js';
import { KnownDevices } from './devices/known-devices.js';
import { GuessKeys } from './guess-keys.js';
import { GuessSignals } from './guess-signals.js';
import { Guesses } from './guesses.js';

/** Limits how often what can be guessed may be tried, for every module. */
@Module({})
export class GuessingModule {
  /** @param failureCounters where failures are counted */
  static forRoot(failureCounters: FailureCounters): DynamicModule {
    return {
      module: GuessingModule,
      global: true,
      imports: [AuditModule],
      providers: [
        { provide: FailureCounters, useValue: failureCounters },
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
