import { describe, expect, it } from '@jest/globals';
import { fittingConnections } from './descriptors.js';

const limits = (soft: string): string =>
  `Limit                     Soft Limit           Hard Limit           Units
Max core file size        0                    unlimited            bytes
Max open files            ${soft.padEnd(20)} 1048576              files
`;

describe('connections under the limit of open files', () => {
  it.each([
    ['20000', 5_000],
    ['1024', 448],
    ['100', 16],
    ['unlimited', 5_000],
  ])('of %s are %i', (soft, fitting) => {
    expect(fittingConnections(5_000, limits(soft))).toBe(fitting);
  });

  it('are as many as are wanted where nobody tells the limit', () => {
    expect(fittingConnections(5_000, '')).toBe(5_000);
  });
});
