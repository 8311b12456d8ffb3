import { describe, expect, it } from '@jest/globals';
import { containing, piecesOf } from './part-of-address.js';

describe('a part of an address', () => {
  it('is found by its pieces of three characters, each once', () => {
    expect(piecesOf('ada@')).toEqual(['ada', 'da@']);
    expect(piecesOf('aaaaa')).toEqual(['aaa']);
    expect(piecesOf('ab')).toEqual([]);
    expect(piecesOf('')).toEqual([]);
    // By characters, as PostgreSQL counts them, and not by halves of them.
    expect(piecesOf('a😀b')).toEqual(['a😀b']);
    expect(piecesOf('😀b')).toEqual([]);
  });

  it('means itself, whatever LIKE makes of it', () => {
    expect(containing('a_b%c\\')).toBe('%a\\_b\\%c\\\\%');
  });
});
