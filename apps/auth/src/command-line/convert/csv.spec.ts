import { describe, expect, it } from '@jest/globals';
import { readCsv } from './csv.js';

describe('comma-separated values', () => {
  it.each([
    ['', []],
    ['a,b\n', []],
    ['a,b\n1,2\n', [{ a: '1', b: '2' }]],
    [
      'a,b\r\n1,2\r\n3,',
      [
        { a: '1', b: '2' },
        { a: '3', b: '' },
      ],
    ],
    ['\ufeffa,b\n1,2', [{ a: '1', b: '2' }]],
    ['a,b\n"1,""x""\n",2\n\n', [{ a: '1,"x"\n', b: '2' }]],
    ['a,b\n,\n', [{ a: '', b: '' }]],
    ['a\n""\n1\n', [{ a: '1' }]],
  ])('are read as they are: %j', (text, rows) => {
    expect([...readCsv(text)]).toEqual(rows);
  });

  it.each([
    ['a,b\n1,2\n3,x"4\n', 'line 3 is not of the form of CSV'],
    ['a,b\n"1,2\n', 'line 2 is not of the form of CSV'],
    ['a,b\n"1"2,3\n', 'line 2 is not of the form of CSV'],
    ['a,b\n"1\n1",2\n3\n', 'line 4 has 1 fields, and not 2'],
    ['a,b\n1,2,3\n', 'line 2 has 3 fields, and not 2'],
  ])('are refused where they are none: %j', (text, message) => {
    expect(() => [...readCsv(text)]).toThrow(message);
  });

  it.each([
    ['a,c\n', 'b'],
    ['a;b\n1;2\n', 'a, b'],
    ['', 'a, b'],
  ])('are refused where columns are missing that are needed: %j', (text, missing) => {
    const message = `line 1 does not name these columns, with commas between: ${missing}`;
    expect(() => [...readCsv(text, ['a', 'b'])]).toThrow(message);
  });
});
