/** How often what can be guessed may be tried, and by whom. */
export { Attempts, type LoginAttempt } from './attempts.js';
export { type Allowed, type Attempt, type Charge, FailureCounters, type Verdict } from './counters/failure-counters.js';
export { InProcessCounters } from './counters/in-process-counters.js';
export { DEVICE_TOKEN_LENGTH } from './devices/device-token.js';
export { DEVICE_LIFE_SECONDS, KnownDevices } from './devices/known-devices.js';
export { GuessKeys } from './guess-keys.js';
export { type Guess, Guesses } from './guesses.js';
export { GuessingModule } from './guessing.module.js';
