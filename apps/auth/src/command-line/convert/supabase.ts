import type { CsvRow } from './csv.js';
import type { Person, RoleNames } from './person.js';
import { listIn } from './values.js';

/**
 * Rows of `auth.users`, as its export has them: a field that is empty is one that there is not. Roles are those of the metadata that only
 * the project itself can set, where many have them. @param now by which somebody is banned or not
 */
export function* fromSupabase(rows: Iterable<CsvRow>, roleNames: RoleNames, now: Date): Generator<Person> {
  for (const row of rows) {
    if (isSet(row['deleted_at'])) continue;
    const { email = '', encrypted_password: hash = '', email_confirmed_at, banned_until } = row;
    const banned = timeOf(banned_until);
    yield {
      email: email === '' ? undefined : email,
      email_verified: isSet(email_confirmed_at),
      roles: roleNames.of(rolesOf(row['raw_app_meta_data'])),
      status: banned !== undefined && new Date(banned) > now ? 'disabled' : undefined,
      created_at: timeOf(row['created_at']),
      password_hash: hash === '' ? undefined : hash,
    };
  }
}

/** What exports write for what is null. */
const isSet = (text: string | undefined): boolean => text !== undefined && text !== '' && text !== 'null';

/** A time as PostgreSQL writes it, `2019-02-03 04:05:06.7+00`, in the form that lines have it. */
function timeOf(text: string | undefined): string | undefined {
  if (text === undefined || !isSet(text)) return undefined;
  return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
}

/** @throws SyntaxError where it is no JSON */
const rolesOf = (metadata: string | undefined): readonly unknown[] =>
  metadata === undefined || !isSet(metadata) ? [] : listIn(JSON.parse(metadata), 'roles');
