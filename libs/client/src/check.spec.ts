import { describe, expect, it } from '@jest/globals';
import { type Check, mismatchOf } from './check.js';

const PET: Check = { name: 'string', 'tag?': ['or', 'string', 'null'] };
const SHAPE: Check = [
  'or',
  { kind: ['enum', 'circle'], radius: 'number' },
  { kind: ['enum', 'square'], side: { length: 'integer' } },
];

/** Every object has one of that name, which is not its own. */
const INHERITED: Check = Object.fromEntries([['constructor', 'string']]);

const MATCHING: [Check, unknown][] = [
  [PET, { name: '' }],
  [PET, { name: 'a', tag: null, more: [] }],
  [['list', PET], []],
  [['map', 'integer'], { 'a/b': 1 }],
  [['enum', 'a', null], null],
  [['and', PET, { age: 'number' }], { name: 'a', age: 0.5 }],
  [SHAPE, { kind: 'square', side: { length: 1 } }],
  ['any', null],
  [INHERITED, JSON.parse('{"constructor":"x"}')],
];

const DIFFERING: [Check, unknown, pointer: string, expected: string, found: string][] = [
  [PET, [], '', 'object', 'list'],
  [PET, {}, '/name', 'string', 'nothing'],
  [PET, { name: 'a', tag: 1 }, '/tag', 'string or null', 'number'],
  [['list', PET], [{ name: 'a' }, null], '/1', 'object', 'null'],
  [['map', 'integer'], { 'a/b~c': 1.5 }, '/a~1b~0c', 'integer', 'number'],
  [['enum', 'a', 'b'], 'secret', '', '"a" or "b"', 'another string'],
  [['and', PET, { age: 'number' }], { name: 'a' }, '/age', 'number', 'nothing'],
  [SHAPE, { kind: 'square', side: { length: 0.5 } }, '/side/length', 'integer', 'number'],
  ['any', undefined, '', 'any', 'nothing'],
  [INHERITED, {}, '/constructor', 'string', 'nothing'],
  [{ 'toString?': 'string' }, { toString: 1 }, '/toString', 'string', 'number'],
];

describe('a value', () => {
  for (const [check, value] of MATCHING) {
    it(`matches ${JSON.stringify(check)}: ${JSON.stringify(value)}`, () => {
      expect(mismatchOf(check, value)).toBeUndefined();
    });
  }

  for (const [check, value, pointer, expected, found] of DIFFERING) {
    it(`does not match ${JSON.stringify(check)}: ${JSON.stringify(value)}`, () => {
      expect(mismatchOf(check, value)).toEqual({ pointer, expected, found });
    });
  }
});
