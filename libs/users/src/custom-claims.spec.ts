import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/platform';
import { assertAcceptableClaims } from './custom-claims.js';

function faultsOf(claims: Record<string, unknown>): string[] {
  try {
    assertAcceptableClaims(claims);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.code).toBe('validation_failed');
    return (error.errors ?? []).map(({ field, code }) => `${field}: ${code}`);
  }
}

describe('custom claims', () => {
  it.each([
    {},
    { plan: 'gold', seats: 3, beta: true, region: null },
    { tenant: { id: 'a1', tiers: ['x', 'y'] } },
    { a: { b: { c: 1 } } },
    { subject: 'x', scoped: true, groupware: 'y', administration: 1, expiry: 2 },
    { company: 'Ünïcode 🦉', hostname: 'x', package: 'y', passage: 1, manage: 2 },
  ])('takes %j', claims => expect(faultsOf(claims)).toEqual([]));

  it.each([
    'email',
    'e_mail',
    'mail',
    'work_email2',
    'name',
    'first_name',
    'firstname',
    'team_name',
    'phone',
    'phonenumber',
    'home_address',
    'birthday',
    'birth_date',
    'ssn',
    'iban',
    'password',
    'pass_word',
    'client_secret',
    'accesstoken',
    'api_key',
    'to_ken',
  ])('refuses a key that looks personal or secret: %s', key => {
    expect(faultsOf({ [key]: 1 })).toEqual([`ext.${key}: personal`]);
  });

  it.each([
    ...[
      'iss',
      'sub',
      'aud',
      'exp',
      'nbf',
      'iat',
      'jti',
      'client_id',
      'clientid',
      'sid',
      'auth_time',
      'authtime',
      'epoch',
    ],
    ...[
      'role',
      'roles',
      'ro_les',
      'permission',
      'permissions',
      'scope',
      'scopes',
      'groups',
      'admin',
      'is_admin',
      'isadmin',
    ],
  ])('refuses a key that reads like a right or a claim of the token: %s', key => {
    expect(faultsOf({ [key]: 1 })).toEqual([`ext.${key}: reserved`]);
    expect(faultsOf({ limits: { [key]: 1 } })).toEqual([]);
  });

  it.each(['Roles', 'IS-ADMIN', 'auth-time'])('refuses it in other spellings as well: %s', key => {
    expect(faultsOf({ [key]: 1 })).toEqual(['ext: key', `ext.${key}: reserved`]);
  });

  it('looks for what is personal at every level', () => {
    expect(faultsOf({ a: { email: 1 }, b: [{ phone: 1 }] })).toEqual([
      'ext.a.email: personal',
      'ext.b[0].phone: personal',
    ]);
  });

  it.each(['Plan', '1st', 'a-b', 'a b', '', 'x'.repeat(33), 'ä', '__proto'])('refuses the key %j', key => {
    expect(faultsOf({ [key]: 1 })).toEqual(['ext: key']);
  });

  it('refuses what is too large, by bytes; too deep; or has too many keys', () => {
    expect(faultsOf({ a: 'x'.repeat(504) })).toEqual([]);
    expect(faultsOf({ a: 'x'.repeat(505) })).toEqual(['ext: too_large']);
    expect(faultsOf({ a: 'ü'.repeat(300) })).toEqual(['ext: too_large']);
    expect(faultsOf({ a: { b: { c: {} } } })).toEqual(['ext.a.b.c: too_deep']);
    expect(faultsOf({ a: [[[]]] })).toEqual(['ext.a[0][0]: too_deep']);
    const keys = (n: number): Record<string, unknown> =>
      Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, 1]));
    expect(faultsOf(keys(16))).toEqual([]);
    expect(faultsOf({ a: keys(17) })).toEqual(['ext.a: too_many_keys']);
  });

  it('refuses what is no Unicode text, which the database cannot hold', () => {
    expect(faultsOf({ a: '\ud800' })).toEqual(['ext.a: malformed']);
  });
});
