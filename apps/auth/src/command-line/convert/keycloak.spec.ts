import { describe, expect, it } from '@jest/globals';
import { fromKeycloak } from './keycloak.js';
import { RoleNames } from './person.js';

const credentials = [{ type: 'password', secretData: '{}', credentialData: '{}' }];
const TO_DO = { requiredActions: ['VERIFY_EMAIL'] };

describe('a user of Keycloak who has not confirmed the address', () => {
  it.each([
    ['comes with the hash where the realm lets them in', {}, false, true],
    ['comes without it where the realm does not', {}, true, false],
    ['comes without it where they in particular have to', TO_DO, false, false],
    ['comes with it once it is confirmed', { ...TO_DO, emailVerified: true }, true, true],
  ])('%s', (_what, more, verifiesEmail, hasHash) => {
    const user = { email: 'ada@example.test', emailVerified: false, credentials, ...more };
    const [person] = fromKeycloak({ users: [user] }, new RoleNames(), verifiesEmail);
    expect(person?.password_hash !== undefined).toBe(hasHash);
  });
});
