import { describe, expect, it } from '@jest/globals';
import { EventStreamParser, EventStreamTooLong } from './event-stream-parser.js';

/** The events of a stream that comes in chunks of so many bytes. */
function read(stream: string | Buffer, chunk = Infinity, parser = new EventStreamParser()): unknown[] {
  const bytes = Buffer.from(stream);
  const events: unknown[] = [];
  for (let i = 0; i < bytes.length; i += chunk) events.push(...parser.push(bytes.subarray(i, i + chunk)));
  return events;
}

const event = (data: string, rest: object = {}): object => ({ type: 'message', data, lastEventId: '', ...rest });

const TABLE: [string, string, object[]][] = [
  ['nothing', '', []],
  ['one event', 'data: a\n\n', [event('a')]],
  ['all its fields', 'id: 1\nevent: news\ndata: a\n\n', [event('a', { type: 'news', lastEventId: '1' })]],
  ['carriage returns', 'data: a\rdata: b\r\rdata: c\r\r', [event('a\nb'), event('c')]],
  ['both breaks', 'data: a\r\ndata: b\r\n\r\n', [event('a\nb')]],
  ['mixed breaks', 'data: a\rdata: b\ndata: c\r\n\rdata: d\n\r', [event('a\nb\nc'), event('d')]],
  ['data of many lines', 'data: a\ndata:\ndata: b\n\n', [event('a\n\nb')]],
  ['empty data', 'data\n\n', [event('')]],
  ['two lines of empty data', 'data\ndata\n\n', [event('\n')]],
  ['one space less', 'data:a\n\ndata:  a\n\n', [event('a'), event(' a')]],
  ['colons in the value', 'data: a:b: c\n\n', [event('a:b: c')]],
  ['comments', ': hello\n:\ndata: a\n: between\n\n', [event('a')]],
  ['comments alone', ': keep-alive\n\n', []],
  ['unknown fields', 'colour: red\ndata: a\nDATA: b\n\n', [event('a')]],
  ['a type without data', 'event: x\n\ndata: a\n\n', [event('a')]],
  [
    'an id that stays',
    'id: 1\ndata: a\n\ndata: b\n\n',
    [event('a', { lastEventId: '1' }), event('b', { lastEventId: '1' })],
  ],
  ['an id without data', 'id: 7\n\ndata: b\n\n', [event('b', { lastEventId: '7' })]],
  ['an id that is taken back', 'id: 1\ndata: a\n\nid\ndata: b\n\n', [event('a', { lastEventId: '1' }), event('b')]],
  ['an id with a NUL', 'id: 1\nid: 2\0\ndata: a\n\n', [event('a', { lastEventId: '1' })]],
  ['a byte order mark', '\ufeffdata: a\n\n', [event('a')]],
  ['two byte order marks', '\ufeff\ufeffdata: a\n\ndata: b\n\n', [event('b')]],
  ['letters of many bytes', 'data: äß→😀\n\n', [event('äß→😀')]],
  ['an event that is cut short', 'data: a\n\ndata: b\n', [event('a')]],
  ['many empty lines', '\n\n\r\n\r\rdata: a\n\n\n\n', [event('a')]],
];

describe('EventStreamParser reads', () => {
  it.each(TABLE)('%s', (_what, stream, events) => {
    expect(read(stream)).toEqual(events);
  });

  it.each(TABLE)('%s, cut anywhere', (_what, stream, events) => {
    for (const size of [1, 2, 3, 5, 7]) expect(read(stream, size)).toEqual(events);
  });

  it('when to call again, if that is a number', () => {
    const parser = new EventStreamParser();
    expect(parser.retry).toBeUndefined();
    read('retry: 1500\n\n', Infinity, parser);
    expect(parser.retry).toBe(1500);
    read('retry: soon\nretry: -1\nretry: 1.5\nretry:\n\n', Infinity, parser);
    expect(parser.retry).toBe(1500);
  });

  it('an event as soon as its last break is there', () => {
    expect(read('data: a\r\r')).toEqual([event('a')]);
    const parser = new EventStreamParser();
    expect(read('data: a\r\n\r', Infinity, parser)).toEqual([event('a')]);
    expect(read('\ndata: b\n\n', Infinity, parser)).toEqual([event('b')]);
  });

  it('bytes that are no UTF-8 as replacement characters', () => {
    expect(read(Buffer.concat([Buffer.from('data: a'), Buffer.from([0xff]), Buffer.from('\n\n')]))).toEqual([
      event('a\ufffd'),
    ]);
  });
});

describe('EventStreamParser refuses', () => {
  it.each([
    ['a long line', `data: ${'x'.repeat(100)}\n\n`],
    ['a long line that never ends', 'x'.repeat(101)],
    ['a long comment', `:${'x'.repeat(100)}`],
    ['an event of many lines', `${`data: ${'x'.repeat(20)}\n`.repeat(5)}\n`],
    ['an event of very many empty lines', 'data\n'.repeat(102)],
  ])('%s', (_what, stream) => {
    for (const size of [Infinity, 10]) {
      expect(() => read(stream, size, new EventStreamParser(100))).toThrow(EventStreamTooLong);
    }
  });

  it('nothing that is just within the limit, and counts anew for each event', () => {
    const line = `data: ${'x'.repeat(94)}\n`;
    expect(read(`${line}\n`.repeat(50), 64, new EventStreamParser(100))).toHaveLength(50);
  });

  it('no long event, in time that grows with its length alone', () => {
    const began = performance.now();
    const events = read(`data: ${'x'.repeat(4_000_000)}\n\n${'data: y\n\n'.repeat(50_000)}`, 4096);
    expect(events).toHaveLength(50_001);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
