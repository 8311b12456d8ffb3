import { describe, expect, it } from '@jest/globals';
import type { AuthorizationRequest } from '#libs/oidc';
import { demandOf, type PersonHere } from './demand.js';

const ASKED = new Date('2030-01-31T12:00:00Z');
const secondsBefore = (seconds: number): Date => new Date(ASKED.getTime() - seconds * 1000);

const HERE: PersonHere = {
  user_id: 'ada',
  session_id: 's',
  amr: ['pwd'],
  authenticated_at: secondsBefore(60),
  has_second_factor: false,
};

const ask = (wishes: Partial<AuthorizationRequest>, here: Partial<PersonHere> = {}, isUnasked = false): unknown => {
  const request = { max_age: null, wants_mfa: false, subject: null, ...wishes } as AuthorizationRequest;
  return demandOf({ request, created_at: ASKED }, { ...HERE, ...here }, isUnasked);
};

describe('what a person has to do before an application is let in', () => {
  it('is nothing, if they are here and have allowed it', () => {
    expect(ask({})).toBeUndefined();
    expect(ask({ max_age: 60, subject: 'ada' })).toBeUndefined();
  });

  it('is to show anew who they are, if that is too long ago', () => {
    expect(ask({ max_age: 59 })).toBe('reauthenticate');
    expect(ask({ max_age: 0 })).toBe('reauthenticate');
    expect(ask({ max_age: 0 }, { authenticated_at: ASKED })).toBeUndefined();
  });

  it('is to show a second factor that they have, and have not shown', () => {
    expect(ask({ wants_mfa: true })).toBeUndefined();
    expect(ask({ wants_mfa: true }, { has_second_factor: true })).toBe('reauthenticate');
    expect(ask({ wants_mfa: true }, { has_second_factor: true, amr: ['pwd', 'mfa'] })).toBeUndefined();
  });

  it('is to be who is meant, before anything else', () => {
    expect(ask({ subject: 'grace', max_age: 0 }, {}, true)).toBe('switch');
  });

  it('is to say what it may know, last', () => {
    expect(ask({}, {}, true)).toBe('consent');
    expect(ask({ max_age: 0 }, {}, true)).toBe('reauthenticate');
  });
});
