import { describe, expect, it } from '@jest/globals';
import { collected, type Page } from './paging.js';

/** A list in parts, of which some are empty. @returns what was asked for, too */
function listOf(...parts: readonly (readonly number[])[]): {
  load: (cursor?: string) => Promise<Page<number>>;
  asked: unknown[];
} {
  const asked: unknown[] = [];
  return {
    asked,
    load(cursor) {
      asked.push(cursor);
      const place = Number(cursor ?? 0);
      const next_cursor = place + 1 < parts.length ? String(place + 1) : null;
      return Promise.resolve({ items: parts[place] ?? [], next_cursor });
    },
  };
}

describe('parts that are put together', () => {
  it('are all that there are', async () => {
    const { load } = listOf([1], [], [2, 3]);
    expect(await collected<number>(load, { most: 9 })).toEqual({ items: [1, 2, 3], next_cursor: null });
  });

  it('are no more than are enough, and go on from there', async () => {
    const { load, asked } = listOf([], [], [1, 2], [3]);
    expect(await collected<number>(load, { least: 1, most: 9 })).toEqual({ items: [1, 2], next_cursor: '3' });
    expect(await collected<number>(load, { least: 1, most: 9 }, '3')).toEqual({ items: [3], next_cursor: null });
    expect(asked).toEqual([undefined, '1', '2', '3']);
  });

  it('are asked for so often and no more', async () => {
    const { load, asked } = listOf([], [], [], [1]);
    expect(await collected<number>(load, { least: 1, most: 2 })).toEqual({ items: [], next_cursor: '2' });
    expect(asked).toHaveLength(2);
  });
});
