import { describe, expect, it } from '@jest/globals';
import { Bell } from './bell.js';

describe('a bell', () => {
  it('calls all who wait, once, and those who wait afterwards the next time', async () => {
    const bell = new Bell();
    const called: string[] = [];
    const wait = (name: string): Promise<void> => bell.next().then(() => void called.push(name));

    const first = [wait('one'), wait('two')];
    expect(called).toEqual([]);
    bell.ring();
    const late = wait('late');
    await Promise.all(first);
    expect(called).toEqual(['one', 'two']);
    bell.ring();
    await late;
    expect(called).toEqual(['one', 'two', 'late']);
  });
});
