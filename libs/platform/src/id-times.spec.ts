import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { lowestIdAt, timeOfId } from './id-times.js';

const time = (): fc.Arbitrary<number> => fc.integer({ min: 0, max: Date.UTC(2100, 0) });

describe('times of ids', () => {
  it('are those at which they were made', () => {
    fc.assert(fc.property(time(), msecs => expect(timeOfId(v7({ msecs }))).toBe(msecs)));
  });

  it('bound all ids that are made from then on, and none from before', () => {
    fc.assert(
      fc.property(time(), time(), (bound, msecs) => {
        expect(v7({ msecs }) >= lowestIdAt(bound)).toBe(msecs >= bound);
      }),
    );
  });

  it('of before 1970 and after the last id are bounds all the same', () => {
    expect(lowestIdAt(-1)).toBe('00000000-0000-0000-0000-000000000000');
    expect(lowestIdAt(8.64e15)).toBe('ffffffff-ffff-0000-0000-000000000000');
  });
});
