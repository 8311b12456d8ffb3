/** What goes out from outboxes in the database, whatever it is: who sends it, and when it is tried again. */
export { delayAfter, type Patience } from './delay.js';
export { type Outgoing, Rounds } from './rounds.js';
