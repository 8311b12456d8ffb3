import { describe, expect, it } from '@jest/globals';
import { batches } from './batches.js';
import type { Line } from './line.js';

type Person = { roles?: string[]; password?: string };

/** How many lines each batch has. */
async function sizesOf(people: readonly Person[]): Promise<number[]> {
  const lines = people.map((person, index): Line => ({
    line: index + 1,
    person: { email: 'x@example.org', ...person },
  }));
  const sizes: number[] = [];
  let next = 1;
  for await (const batch of batches(each(lines))) {
    for (const { line } of batch) expect(line).toBe(next++);
    sizes.push(batch.length);
  }
  expect(next).toBe(people.length + 1);
  return sizes;
}

async function* each(lines: readonly Line[]): AsyncGenerator<Line> {
  for (const line of lines) yield await Promise.resolve(line);
}

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('batches of an import', () => {
  it('are of five hundred lines', async () => {
    expect(await sizesOf([])).toEqual([]);
    expect(await sizesOf(many(1001, () => ({ roles: ['editor', 'support'] })))).toEqual([500, 500, 1]);
  });

  it('are shorter where passwords have to be hashed', async () => {
    expect(await sizesOf(many(101, () => ({ password: 'seven brave owls knit' })))).toEqual([50, 50, 1]);
  });

  it('name a hundred roles at most, however many somebody makes up', async () => {
    const invented = many(25, index => ({ roles: many(20, place => `r${index}x${place}`) }));
    expect(await sizesOf(invented)).toEqual([5, 5, 5, 5, 5]);
    expect(await sizesOf(many(300, index => ({ roles: [`r${index % 100}`] })))).toEqual([300]);
    // The line that would be too much begins the next one.
    expect(await sizesOf(many(202, index => ({ roles: [`r${index}`] })))).toEqual([100, 100, 2]);
  });
});
