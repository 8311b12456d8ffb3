import { describe, expect, it } from '@jest/globals';
import type { Asker } from './asker.js';
import { type Precedence, WaitingRoom } from './waiting-room.js';

interface Guest {
  readonly asker: Asker;
  readonly name: string;
}

/** Written as `network/account`, with a number to tell requests apart. */
function guest(name: string): Guest {
  const [network = '', account = ''] = name.replace(/#.*$/, '').split('/');
  return { asker: { network, account }, name };
}

/** A room with these in it, in the order in which they came. */
function room(capacity: number, ...names: readonly string[]): WaitingRoom<Guest> {
  const made = new WaitingRoom<Guest>(capacity);
  for (const name of names) made.enter(guest(name), 'new');
  return made;
}

function emptied(waiting: WaitingRoom<Guest>): string[] {
  const names: string[] = [];
  for (let next = waiting.take(); next !== undefined; next = waiting.take()) names.push(next.name);
  return names;
}

describe('the waiting room', () => {
  it('gives each network its turn, whatever another one sends', () => {
    const waiting = room(10, 'a/x#1', 'a/x#2', 'a/x#3', 'b/y#1', 'c/z#1', 'b/y#2');
    expect(emptied(waiting)).toEqual(['a/x#1', 'b/y#1', 'c/z#1', 'a/x#2', 'b/y#2', 'a/x#3']);
  });

  it('gives within a network each account its turn', () => {
    const waiting = room(10, 'a/x#1', 'a/x#2', 'a/x#3', 'a/y#1', 'b/z#1');
    expect(emptied(waiting)).toEqual(['a/x#1', 'b/z#1', 'a/y#1', 'a/x#2', 'a/x#3']);
  });

  it('lets who had no turn in this round go before who comes again', () => {
    const waiting = room(10, 'a/x#1', 'b/x#1', 'c/x#1');
    expect(waiting.take()?.name).toBe('a/x#1');
    for (const name of ['a/x#2', 'd/x#1']) waiting.enter(guest(name), 'new');
    expect(emptied(waiting)).toEqual(['b/x#1', 'c/x#1', 'd/x#1', 'a/x#2']);
  });

  it('does not let newcomers without end keep those waiting who had a turn', () => {
    const waiting = room(4, 'a/x#1');
    waiting.take();
    waiting.enter(guest('a/x#2'), 'new');
    for (let number = 0; number < 5; number++) {
      waiting.enter(guest(`n${number}/x`), 'new');
      if (waiting.take()?.name === 'a/x#2') return;
    }
    throw new Error('it never had its turn');
  });

  it('has the last of the network with most waiting leave for one with fewer, and nobody for one with as many', () => {
    const waiting = room(4, 'a/x#1', 'a/y#1', 'a/x#2', 'b/x#1');
    expect(waiting.enter(guest('c/x#1'), 'new')?.name).toBe('a/x#2');
    expect(waiting.enter(guest('d/x#1'), 'new')?.name).toBe('a/y#1');
    expect(waiting.hasPlaceFor(guest('e/x#1').asker, 'new')).toBe(false);
    expect(() => waiting.enter(guest('e/x#1'), 'new')).toThrow(RangeError);
    expect(emptied(waiting)).toEqual(['a/x#1', 'b/x#1', 'c/x#1', 'd/x#1']);
  });

  it.each<[Precedence, Precedence]>([
    ['known', 'returning'],
    ['known', 'new'],
    ['returning', 'new'],
  ])('lets who is %s go before who is %s, and have the place of one', (first, second) => {
    const waiting = new WaitingRoom<Guest>(2);
    for (const name of ['a/x', 'b/x']) waiting.enter(guest(name), second);
    expect(waiting.before(guest('c/x').asker, first)).toBe(0);
    expect(waiting.enter(guest('c/x'), first)?.name).toBe('b/x');
    expect(waiting.hasPlaceFor(guest('d/x').asker, second)).toBe(false);
    expect(emptied(waiting)).toEqual(['c/x', 'a/x']);
  });

  it('starves nobody: of five turns one is for who comes later', () => {
    const waiting = new WaitingRoom<Guest>(30);
    for (let number = 0; number < 10; number++) {
      waiting.enter(guest(`known/${number}`), 'known');
      waiting.enter(guest(`returning/${number}`), 'returning');
    }
    waiting.enter(guest('new/0'), 'new');
    const order = emptied(waiting);
    expect(order.indexOf('returning/0')).toBe(4);
    expect(order.indexOf('new/0')).toBeLessThan(21);
  });

  it('foresees how many come before somebody', () => {
    const waiting = room(10, 'a/x#1', 'a/x#2', 'a/x#3', 'b/x#1');
    for (const [network, before] of [
      ['c', 2],
      ['b', 3],
      ['a', 4],
    ] as const) {
      expect(waiting.before({ network, account: 'x' }, 'new')).toBe(before);
    }
    waiting.enter(guest('k/x'), 'known');
    expect(waiting.before({ network: 'c', account: 'x' }, 'new')).toBe(3);
  });

  it('forgets who leaves', () => {
    const waiting = room(3, 'a/x');
    const left = guest('b/x');
    waiting.enter(left, 'new');
    waiting.leave(left);
    expect([waiting.size, ...emptied(waiting)]).toEqual([1, 'a/x']);
  });
});
