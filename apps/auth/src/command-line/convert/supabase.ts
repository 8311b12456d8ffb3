import type { CsvRow } from './csv.js';
import type { Person, RoleNames } from './person.js';
import { listIn } from './values.js';

/** All that is read of rows. */
export const SUPABASE_COLUMNS = [
  'email',
  'encrypted_password',
  'email_confirmed_at',
  'raw_app_meta_data',
  'banned_until',
  'created_at',
  'deleted_at',
] as const;

/**
 * Rows of `auth.users`, as its export has them: a field that is empty is one that there is not. Roles are those of the metadata that only
 * the project itself can set, where many have them. Who has not confirmed the address was never let in, and comes without the hash: anyone
 * may have chosen the password. @param now by which somebody is banned or not
 */
export function* fromSupabase(rows: Iterable<CsvRow>, roleNames: RoleNames, now: Date): Generator<Person> {
  for (const row of rows) {
    const of = (column: (typeof SUPABASE_COLUMNS)[number]): string | undefined => setIn(row[column]);
    if (of('deleted_at') !== undefined) continue;
    const [email_verified, metadata] = [isTime(of('email_confirmed_at')), of('raw_app_meta_data')];
    yield {
      email: of('email'),
      email_verified,
      roles: roleNames.of(metadata === undefined ? [] : listIn(JSON.parse(metadata), 'roles')),
      status: isBanned(of('banned_until'), now) ? 'disabled' : undefined,
      created_at: timeOf(of('created_at')),
      password_hash: email_verified ? of('encrypted_password') : undefined,
    };
  }
}

/** @returns undefined for what exports write for what is null */
const setIn = (text = ''): string | undefined => (/^(?:null)?$/i.test(text) ? undefined : text);

/** A time as PostgreSQL writes it, `2019-02-03 04:05:06.7+00`, in the form that lines have it. */
const timeOf = (text: string | undefined): string | undefined =>
  text?.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

const isTime = (text: string | undefined): boolean => TIME.test(timeOf(text) ?? '');

/** What cannot be read, `infinity` too, may mean for good: nobody is to be let in by mistake. */
const isBanned = (until: string | undefined, now: Date): boolean =>
  until !== undefined && !(isTime(until) && new Date(timeOf(until) ?? '') <= now);
