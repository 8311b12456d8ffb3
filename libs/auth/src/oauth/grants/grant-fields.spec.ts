import { describe, expect, it } from '@jest/globals';
import type { GrantField, GrantKind } from './grant.js';
import { fieldsOfGrants } from './grant-fields.js';

const kindOf = (type: string, fields: Record<string, GrantField>): GrantKind => ({
  type,
  fields,
  needs: [],
  isGuessable: false,
});

describe('the fields of grants', () => {
  const code = { description: 'For `a`.', pattern: '^[0-9]*$', maxLength: 8 };

  it('are those that each declares', () => {
    const other = { description: 'For `b`.', maxLength: 3 };
    const fields = fieldsOfGrants([kindOf('a', { code }), kindOf('b', { other })]);
    expect([...fields]).toEqual([
      ['code', code],
      ['other', other],
    ]);
  });

  it('are said to be for each of those that share one', () => {
    const shared = fieldsOfGrants([kindOf('a', { code }), kindOf('b', { code: { ...code, description: 'For `b`.' } })]);
    expect(shared.get('code')).toEqual({ ...code, description: 'For `a`. For `b`.' });
  });

  it('cannot be of two forms', () => {
    const longer = { ...code, maxLength: 9 };
    const both = [kindOf('a', { code }), kindOf('b', { code: longer })];
    expect(() => fieldsOfGrants(both)).toThrow('the grant b declares another form of code');
  });
});
