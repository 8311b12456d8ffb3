import { describe, expect, it } from '@jest/globals';
import { findCycle, type Inclusion } from './cycle.js';

const edges = (...pairs: string[]): Inclusion[] =>
  pairs.map(pair => ({ role: pair.charAt(0), included: pair.charAt(1) }));

describe('findCycle', () => {
  it('finds a role that includes itself', () => {
    expect(findCycle('a', ['a'], [])).toEqual(['a', 'a']);
  });

  it('finds the shortest of several ways back', () => {
    expect(findCycle('a', ['b', 'c'], edges('bd', 'dc', 'ca'))).toEqual(['a', 'c', 'a']);
  });

  it('finds none where ways only meet', () => {
    expect(findCycle('a', ['b', 'c'], edges('bd', 'cd', 'de'))).toBeUndefined();
  });

  it('ends in a tangle of many ways', () => {
    const layers = Array.from({ length: 40 }, (_, layer) => [`${layer}x`, `${layer}y`]);
    const tangle = layers
      .slice(1)
      .flatMap((to, layer) => (layers[layer] ?? []).flatMap(role => to.map(included => ({ role, included }))));
    expect(findCycle('a', ['0x'], tangle)).toBeUndefined();
  });
});
