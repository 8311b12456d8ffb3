/** How often what can be guessed may be tried, and by whom. */
export { Attempts, type LoginAttempt } from './attempts.js';
export { type Allowed, type Attempt, type Charge, FailureCounters, type Verdict } from './counters/failure-counters.js';
export { InProcessCounters } from './counters/in-process-counters.js';
export { Guesses } from './guesses.js';
export { GuessingModule } from './guessing.module.js';
