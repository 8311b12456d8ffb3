import { describe, expect, it } from '@jest/globals';
import { traceIdOf } from './trace-id.js';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('the trace of a header', () => {
  it.each([
    ['of version 0', `00-${ID}-00f067aa0ba902b7-01`],
    ['that nobody has sampled', `00-${ID}-00f067aa0ba902b7-00`],
    ['of a later version, with more behind', `cc-${ID}-00f067aa0ba902b7-01-what-is-to-come`],
  ])('%s is found', (_what, traceparent) => {
    expect(traceIdOf({ traceparent })).toBe(ID);
  });

  it.each([
    ['none', undefined],
    ['nothing', ''],
    ['two, which Node joins', `00-${ID}-00f067aa0ba902b7-01, 00-${ID}-00f067aa0ba902b7-01`],
    ['one in capitals', `00-${ID.toUpperCase()}-00f067aa0ba902b7-01`],
    ['a trace of zeros', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['a parent of zeros', `00-${ID}-${'0'.repeat(16)}-01`],
    ['the version that is none', `ff-${ID}-00f067aa0ba902b7-01`],
    ['version 0 with more behind', `00-${ID}-00f067aa0ba902b7-01-more`],
    ['a line break', `00-${ID}-00f067aa0ba902b7-01\n`],
  ])('%s tells nothing', (_what, traceparent) => {
    expect(traceIdOf({ ...(traceparent !== undefined && { traceparent }) })).toBeUndefined();
  });
});
