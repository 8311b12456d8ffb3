import type { Person, RoleNames } from './person.js';
import { fieldOf, flagIn, listIn, textIn, timeIn } from './values.js';

/** The parameters of a project's hashes, as its console shows them. */
export interface FirebaseProject {
  readonly signer_key: string;
  readonly salt_separator: string;
  readonly rounds: number;
  readonly mem_cost: number;
}

/** What `auth:export` writes. Roles are those of the custom attributes, where some have them. */
export function* fromFirebase(file: unknown, project: FirebaseProject, roleNames: RoleNames): Generator<Person> {
  for (const user of listIn(file, 'users')) {
    const [hash, salt] = [textIn(user, 'passwordHash'), textIn(user, 'salt')];
    yield {
      email: textIn(user, 'email'),
      email_verified: flagIn(user, 'emailVerified'),
      roles: roleNames.of(listIn(attributesOf(user), 'roles')),
      status: flagIn(user, 'disabled') === true ? 'disabled' : undefined,
      created_at: timeIn(user, 'createdAt'),
      password_hash: hash === undefined ? undefined : { hash, salt, ...project },
    };
  }
}

function attributesOf(user: unknown): unknown {
  const text = fieldOf(user, 'customAttributes');
  return typeof text === 'string' ? (JSON.parse(text) as unknown) : text;
}
