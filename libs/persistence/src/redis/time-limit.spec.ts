import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { within } from './time-limit.js';

const LIMIT_MS = 50;

describe('a time limit', () => {
  it('lets what comes in time pass, and what it is rejected with', async () => {
    await expect(within(LIMIT_MS, Promise.resolve('answer'))).resolves.toBe('answer');
    await expect(within(LIMIT_MS, Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });

  it('is over when nothing comes', async () => {
    await expect(within(LIMIT_MS, new Promise(() => undefined))).rejects.toThrow('no answer within 50 ms');
  });

  it('does not count what this process was busy with', async () => {
    const answer = delay(1, 'answer').then(async first => {
      // What is asked next is sent in the turn after this one.
      for (const end = performance.now() + 2 * LIMIT_MS; performance.now() < end;);
      await delay(1);
      return first;
    });
    await expect(within(LIMIT_MS, answer)).resolves.toBe('answer');
  });
});
