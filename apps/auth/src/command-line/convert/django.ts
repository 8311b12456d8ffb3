import type { Person, RoleNames } from './person.js';
import { fieldOf, flagIn, listIn, textIn } from './values.js';

/** What Django puts in front of what nobody can log in by. */
const UNUSABLE = '!';

/**
 * What `dumpdata` writes: rows of any models, of which those with an address and a password are users. Roles are groups, by name, and
 * `is_staff` and `is_superuser`.
 */
export function* fromDjango(rows: readonly unknown[], roleNames: RoleNames): Generator<Person> {
  const groups = new Map(rows.filter(isGroup).map(row => [fieldOf(row, 'pk'), textIn(fieldOf(row, 'fields'), 'name')]));
  for (const fields of rows.map(row => fieldOf(row, 'fields'))) {
    const hash = textIn(fields, 'password');
    if (hash === undefined || fieldOf(fields, 'email') === undefined) continue;
    // By name with `--natural-foreign`, by key without.
    const names = listIn(fields, 'groups').map(group => groups.get(group) ?? [group].flat()[0]);
    const flags = ['is_staff', 'is_superuser'].filter(name => flagIn(fields, name) === true);
    yield {
      email: textIn(fields, 'email'),
      email_verified: undefined,
      roles: roleNames.of([...names, ...flags]),
      status: flagIn(fields, 'is_active') === false ? 'disabled' : undefined,
      created_at: withZone(textIn(fields, 'date_joined')),
      password_hash: hash.startsWith(UNUSABLE) ? undefined : hash,
    };
  }
}

/** Without `USE_TZ` Django writes times without a zone. */
const withZone = (time: string | undefined): string | undefined =>
  time === undefined || /(?:Z|[+-]\d\d:\d\d)$/.test(time) ? time : `${time}Z`;

const isGroup = (row: unknown): boolean => fieldOf(row, 'model') === 'auth.group';
