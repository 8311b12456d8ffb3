import { describe, expect, it } from '@jest/globals';
import { parametersByName } from './parameters-by-name.js';

describe('parameters', () => {
  it('are given once each', () => {
    expect(parametersByName([])).toEqual({});
    expect(parametersByName([...new URLSearchParams('a=1&b=&resource=x')])).toEqual({ a: '1', b: '', resource: 'x' });
    expect(parametersByName([...new URLSearchParams('a=1&b=2&a=1')])).toBeUndefined();
    expect(parametersByName([...new URLSearchParams('resource=x&a=1&resource=y&a=1')])).toBeUndefined();
  });

  it('but for resource, which may name several', () => {
    expect(parametersByName([...new URLSearchParams('resource=x&a=1&resource=y%20z')])).toEqual({
      ...{ resource: 'x y z', a: '1' },
    });
  });
});
