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
  // And these took longest when they were last looked at, between twenty seconds and forty.
  'build/dev',
  'e2e/command-line',
  'contract/schema',
  'e2e/accounts-export',
  'browser/mailed-links',
  'browser/session',
  'browser/pages-for-everybody',
  'contract/other-generators',
  'fault/import-broken-off',
  'e2e/signing-keys',
  'browser/client',
  'browser/attackers',
  'browser/passkey-login',
  'e2e/workers.',
  'e2e/several-instances',
  'e2e/below-a-path',
  'race/links',
  'fault/start',
  'e2e/repeated-revocation',
  'contract/client-package',
  'fault/rolling-restart',
  'contract/statements',
  'race/login-codes',
  'e2e/client-address',
  'passwords/hashes-of-strangers',
  'e2e/clean-up',
  'contract/gatehouse-staleness',
  'contract/plans-of-lists',
  'e2e/equal-time',
  'e2e/guessing-for-a-day',
  'e2e/mixed-requests',
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
