import { describe, expect, it } from '@jest/globals';
import { type Channel, Line, type Message } from './line.js';

interface Asked {
  readonly double: { about: number; answer: number };
  readonly refuse: { about: undefined; answer: string };
  readonly brood: { about: undefined; answer: string };
}

/** Two ends of one channel, and how to break it. */
function channels(): { here: Channel; there: Channel; cut: () => void } {
  const heard: Record<'here' | 'there', (message: Message) => void> = { here: () => undefined, there: () => undefined };
  let isCut = false;
  const end = (own: 'here' | 'there', other: 'here' | 'there'): Channel => ({
    send: (message, sent) => {
      setImmediate(() => {
        sent(isCut ? new Error('cut') : null);
        if (!isCut) heard[other](message);
      });
    },
    onMessage: listener => (heard[own] = listener),
  });
  return { here: end('here', 'there'), there: end('there', 'here'), cut: () => (isCut = true) };
}

function line(): { asker: Line<object, Asked>; cut: () => void } {
  const { here, there, cut } = channels();
  new Line<Asked, object>(there, {
    double: number => 2 * number,
    refuse: () => Promise.reject(new Error('no')),
    brood: () => new Promise(() => undefined),
  });
  return { asker: new Line<object, Asked>(here, {}), cut };
}

describe('a line', () => {
  it('brings each question its own answer', async () => {
    const { asker } = line();
    const answers = await Promise.all([1, 2, 3].map(number => asker.ask('double', number)));
    expect(answers).toEqual([2, 4, 6]);
  });

  it('brings none where there is none: refused, late, not sent, or nobody there any more', async () => {
    const { asker, cut } = line();
    expect(await asker.ask('refuse', undefined)).toBeUndefined();
    expect(await asker.ask('brood', undefined, 5)).toBeUndefined();
    const waiting = asker.ask('brood', undefined);
    asker.end();
    expect(await waiting).toBeUndefined();
    cut();
    expect(await asker.ask('double', 1)).toBeUndefined();
  });

  it('that has ended hears nothing more of what was on its way', async () => {
    const { here, there } = channels();
    const heard: number[] = [];
    const ended = new Line<Asked, object>(there, {
      double: number => heard.push(number),
      refuse: () => '',
      brood: () => '',
    });
    const answer = new Line<object, Asked>(here, {}).ask('double', 1, 5);
    ended.end();
    expect(await answer).toBeUndefined();
    expect(heard).toEqual([]);
  });
});
