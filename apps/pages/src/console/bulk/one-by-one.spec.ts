import { describe, expect, it } from '@jest/globals';
import { Problem } from '../../kit/problem.js';
import type { Progress } from './outcome.js';
import { oneByOne } from './one-by-one.js';

const ITEMS = ['a', 'b', 'c', 'd'].map(name => ({ id: name, name }));
const [a, b, c, d] = ITEMS;

const watched = (isStopped: (done: number) => boolean = () => false): Progress & { readonly told: string[] } => {
  const told: string[] = [];
  return {
    told,
    get isStopped() {
      return isStopped(told.length);
    },
    at: (done, total, name) => void told.push(`${done}/${total} ${name}`),
  };
};

const problem = (status: number): Problem => new Problem(status, 'x', `Answered ${status}.`, undefined, [], undefined);

describe('what is done to one after the other', () => {
  it('says how far it has come, and goes on after who is refused', async () => {
    const progress = watched();
    const outcome = await oneByOne(ITEMS, progress, ({ id }) =>
      id === 'b' ? Promise.reject(problem(403)) : Promise.resolve(),
    );
    expect(outcome).toEqual({ done: [a, c, d], unchanged: [], refused: [{ item: b, why: 'Answered 403.' }], left: [] });
    expect(progress.told).toEqual(['0/4 a', '1/4 b', '2/4 c', '3/4 d']);
  });

  it('leaves the rest where somebody stops it', async () => {
    const outcome = await oneByOne(
      ITEMS,
      watched(done => done === 2),
      () => Promise.resolve(),
    );
    expect(outcome).toMatchObject({ done: [a, b], left: [c, d] });
  });

  it.each([0, 401, 429, 503])(
    'leaves the rest where the service would refuse them all in the same way: %d',
    async status => {
      const outcome = await oneByOne(ITEMS, watched(), () => Promise.reject(problem(status)));
      expect(outcome).toMatchObject({ done: [], refused: [{ item: a }], left: [b, c, d] });
    },
  );
});
