/**
 * Begins with the files that take longest, so that none of them is left for the end, when nobody has anything to do beside it.
 * jest knows how long files took only where it has run before; elsewhere it goes by their size.
 */
import Sequencer from '@jest/test-sequencer';

const LONGEST = [
  // These wait more than they work, so they stand beside each other.
  'fault/patroni',
  'fault/one-server',
  'fault/redis',
  'fault/mail-killed',
  'fault/chaos',
  'fault/killed-under-load',
  'fault/disk-full',
  'fault/login-flood',
  'fault/stop',
  'race/what-kills-what',
  'contract/other-languages.',
  'e2e/workers-lifetime',
  'e2e/database-connection',
  'contract/openapi-statuses',
];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rankOf = ({ path }) => {
      const place = LONGEST.findIndex(name => path.includes(name));
      return place < 0 ? LONGEST.length : place;
    };
    return super.sort(tests).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
