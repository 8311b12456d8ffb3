import type { Person, RoleNames } from './person.js';
import { fieldOf, flagIn, listIn, textIn, timeIn } from './values.js';

/** A file of the export of a realm. Roles are those of the realm, and groups by their path, such as `/staff`. */
export function* fromKeycloak(realm: unknown, roleNames: RoleNames): Generator<Person> {
  for (const user of listIn(realm, 'users')) {
    const credential = listIn(user, 'credentials').find(one => fieldOf(one, 'type') === 'password');
    yield {
      email: textIn(user, 'email'),
      email_verified: flagIn(user, 'emailVerified'),
      roles: roleNames.of([...listIn(user, 'realmRoles'), ...listIn(user, 'groups')]),
      status: flagIn(user, 'enabled') === false ? 'disabled' : undefined,
      created_at: timeIn(user, 'createdTimestamp'),
      password_hash: credential && {
        secretData: fieldOf(credential, 'secretData'),
        credentialData: fieldOf(credential, 'credentialData'),
      },
    };
  }
}
