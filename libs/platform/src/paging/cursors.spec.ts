import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../problems/domain-error.js';
import { MasterSecret } from '../secrets/master-secret.js';
import { Cursors } from './cursors.js';

const cursors = new Cursors(new MasterSecret(['a secret of at least thirty-two bytes, yes']));

describe('cursors', () => {
  it('lead back to their position in their own list only', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 64, unit: 'binary' }), position => {
        const cursor = cursors.encode('users', position);
        expect(cursors.decode('users', cursor)).toBe(position);
        expect(() => cursors.decode('roles', cursor)).toThrow(DomainError);
      }),
    );
  });

  it('that are made up are refused, whatever they are', () => {
    fc.assert(fc.property(fc.string(), text => expect(() => cursors.decode('users', text)).toThrow(DomainError)));
  });
});
