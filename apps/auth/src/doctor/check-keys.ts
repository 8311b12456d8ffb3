import type { DatabaseFacts } from '#libs/persistence';
import type { Config } from '#libs/platform';
import type { ExamineKeys } from '#libs/tokens';
import { failure, type Finding, ok, reasonOf, skipped, warning } from './finding.js';

const DAY_SECONDS = 86_400;
/** The service looks after its keys now and then, not at the second. */
const LATE_SECONDS = 2 * DAY_SECONDS;

export async function checkKeys(
  examineKeys: ExamineKeys,
  { pending, clockAheadMs }: DatabaseFacts,
  { keyRotation }: Config,
): Promise<Finding[]> {
  if (pending.length > 0) return [skipped('keys', 'the schema has to be brought up to date first')];
  try {
    const keys = await examineKeys.execute();
    const current = keys.find(({ state }) => state === 'current');
    const closed = keys.filter(({ isReadable }) => !isReadable).map(({ kid }) => kid);
    if (closed.length > 0)
      return [failure('keys', `GATEHOUSE_SECRET does not open ${closed.join(', ')}: put the old one behind it`)];
    const since = current?.activated_at ?? undefined;
    if (since === undefined) return [warning('keys', 'none signs yet: the first start makes one')];
    const age = (Date.now() - clockAheadMs - since.getTime()) / 1000;
    const days = `${(age / DAY_SECONDS).toFixed(1)} days`;
    if (age <= keyRotation + LATE_SECONDS) return [ok('keys', `can be opened; the current one has signed for ${days}`)];
    return [
      warning(
        'keys',
        `the current one has signed for ${days}, longer than GATEHOUSE_KEY_ROTATION: is an instance running?`,
      ),
    ];
  } catch (error) {
    return [failure('keys', `cannot be read: ${reasonOf(error)}`)];
  }
}
