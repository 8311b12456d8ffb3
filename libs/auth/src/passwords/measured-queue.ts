import { availableParallelism } from 'node:os';
import { defaultWorkers, HashingQueue } from '#libs/passwords';
import type { Config, Metrics } from '#libs/platform';

const REASONS = ['full', 'too_long', 'waited_too_long', 'displaced'] as const;
const WAITING_HELP = 'Passwords that wait to be hashed.';
const RUNNING_HELP = 'Passwords that are being hashed.';
const WAIT_HELP = 'How long passwords wait to be hashed, those that are refused not counted.';
const HASH_HELP = 'How long it takes to hash a password, or to compare one with a hash, without the wait.';
const REFUSED_HELP = 'Passwords that were not hashed since too many waited, by reason.';

/** Processes that serve together share the cores, and leave none without a hash to make. */
export function measuredQueue({ workers }: Config, metrics: Metrics): HashingQueue {
  const waited = metrics.addTimings('gatehouse_password_wait_seconds', WAIT_HELP)();
  const took = metrics.addTimings('gatehouse_password_hash_seconds', HASH_HELP)();
  const queue = new HashingQueue({
    workers: defaultWorkers(Math.ceil(availableParallelism() / workers)),
    watcher: {
      began: ms => waited.note(ms / 1000),
      ended: ms => took.note(ms / 1000),
      refused: metrics.addCounter('gatehouse_passwords_refused_total', REFUSED_HELP, 'reason', REASONS),
    },
  });
  metrics.addGauge('gatehouse_passwords_waiting', WAITING_HELP, 'sum', () => queue.waiting);
  metrics.addGauge('gatehouse_passwords_hashing', RUNNING_HELP, 'sum', () => queue.running);
  return queue;
}
