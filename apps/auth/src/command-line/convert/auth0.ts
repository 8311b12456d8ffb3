import type { Person, RoleNames } from './person.js';
import { fieldOf, flagIn, listIn, textIn } from './values.js';

/** The hashes, by what both files have in common: the id of the user in Auth0's own database. */
export class Auth0Hashes {
  private readonly hashes = new Map<string, string>();

  add(line: unknown): void {
    const [id, hash] = [textIn(fieldOf(line, '_id'), '$oid'), textIn(line, 'passwordHash')];
    if (id !== undefined && hash !== undefined) this.hashes.set(`auth0|${id}`, hash);
  }

  of(user: unknown): string | undefined {
    return this.hashes.get(textIn(user, 'user_id') ?? '');
  }
}

/** A line of an export of users. Roles are those of `app_metadata`, where many have them. */
export function fromAuth0(user: unknown, hashes: Auth0Hashes, roleNames: RoleNames): Person {
  return {
    email: textIn(user, 'email'),
    email_verified: flagIn(user, 'email_verified'),
    roles: roleNames.of(listIn(fieldOf(user, 'app_metadata'), 'roles')),
    status: flagIn(user, 'blocked') === true ? 'disabled' : undefined,
    created_at: textIn(user, 'created_at'),
    password_hash: hashes.of(user),
  };
}
