import { describe, expect, it } from '@jest/globals';
import { type Person, RoleNames } from './person.js';
import { fromSupabase } from './supabase.js';

const NOW = new Date('2026-06-01T00:00:00Z');
const CONFIRMED = {
  email: 'ada@example.test',
  encrypted_password: '$2a$…',
  email_confirmed_at: '2019-02-04 04:05:06+00',
};

describe('a row of Supabase’s users', () => {
  const personOf = (more: Record<string, string>): Person | undefined =>
    [...fromSupabase([{ ...CONFIRMED, ...more }], new RoleNames(), NOW)][0];

  it.each(['', 'null', 'NULL', '2026-05-31 23:59:59+00', '2026-06-01 01:00:00.123456+05:30'])(
    'is one of somebody who is let in, banned until %j',
    banned_until => {
      expect(personOf({ banned_until })).toMatchObject({ status: undefined, password_hash: '$2a$…' });
    },
  );

  it.each(['2026-06-01 00:00:01+00', 'infinity', '10000-01-01 00:00:00+00', '01/02/2020', '2020-01-01', 'forever 1'])(
    'is one of somebody who is kept out, banned until %j',
    banned_until => {
      expect(personOf({ banned_until })?.status).toBe('disabled');
    },
  );

  it.each(['', 'null', 'false'])('comes without the hash where the address was confirmed at %j', email_confirmed_at => {
    expect(personOf({ email_confirmed_at })).toMatchObject({ email_verified: false, password_hash: undefined });
  });

  it('has no hash and no address where it says so', () => {
    expect(personOf({ email: 'null', encrypted_password: 'null' })).toMatchObject({
      email: undefined,
      password_hash: undefined,
    });
  });
});
