import type { Person, RoleNames } from './person.js';
import { fieldOf, flagIn, listIn, textIn, timeIn } from './values.js';

/** What somebody has to do first who has not confirmed the address. */
const VERIFY_EMAIL = 'VERIFY_EMAIL';

/**
 * A file of the export of a realm. Roles are those of the realm, and groups by their path, such as `/staff`. Who would not have been let in
 * before the address is confirmed comes without the hash: anyone may have chosen the password.
 * @param verifiesEmail whether the realm demands that of everybody
 */
export function* fromKeycloak(realm: unknown, roleNames: RoleNames, verifiesEmail: boolean): Generator<Person> {
  for (const user of listIn(realm, 'users')) {
    const email_verified = flagIn(user, 'emailVerified');
    const isLetIn =
      email_verified === true || !(verifiesEmail || listIn(user, 'requiredActions').includes(VERIFY_EMAIL));
    yield {
      email: textIn(user, 'email'),
      email_verified,
      roles: roleNames.of([...listIn(user, 'realmRoles'), ...listIn(user, 'groups')]),
      status: flagIn(user, 'enabled') === false ? 'disabled' : undefined,
      created_at: timeIn(user, 'createdTimestamp'),
      password_hash: isLetIn ? hashOf(user) : undefined,
    };
  }
}

function hashOf(user: unknown): unknown {
  const credential = listIn(user, 'credentials').find(one => fieldOf(one, 'type') === 'password');
  return (
    credential && {
      secretData: fieldOf(credential, 'secretData'),
      credentialData: fieldOf(credential, 'credentialData'),
    }
  );
}
