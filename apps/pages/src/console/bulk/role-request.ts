import type { MembersChange, RoleEffects } from '#libs/client';
import type { Api } from '../../kit/api.js';
import { Problem } from '../../kit/problem.js';
import type { Refused } from './outcome.js';
import type { Person } from './person.js';

/** Giving a role to many, or taking it from them. */
export interface RoleChange {
  readonly kind: 'give' | 'take';
  readonly role: string;
  /** Of a role that is given; null: for good. */
  readonly expires_at: string | null;
}

type Tried = MembersChange & { readonly effects: RoleEffects };

/** For all of them or for none. @throws Problem `members_refused` and others */
export function changeMembers<T = MembersChange>(
  api: Api,
  { kind, role, expires_at }: RoleChange,
  people: readonly Person[],
  query = '',
): Promise<T> {
  const path = `/v1/roles/${encodeURIComponent(role)}/members${kind === 'give' ? '' : '/remove'}${query}`;
  const user_ids = people.map(({ id }) => id);
  return api.change<T>('POST', path, kind === 'give' ? { user_ids, expires_at } : { user_ids });
}

interface Trial {
  /** Absent where nobody is left. */
  readonly answer: Tried | undefined;
  readonly accepted: readonly Person[];
  readonly refused: readonly Refused<Person>[];
}

/** What would come of it: for those who would not be refused, and why the others would be. @throws Problem */
export async function triedMembers(api: Api, change: RoleChange, people: readonly Person[]): Promise<Trial> {
  let accepted = people;
  const refused: Refused<Person>[] = [];
  while (accepted.length > 0) {
    try {
      const answer = await changeMembers<Tried>(api, change, accepted, '?dry_run=true');
      return { answer, accepted, refused };
    } catch (error) {
      const found = refusedIn(error, accepted);
      if (found.length === 0) throw error;
      refused.push(...found);
      accepted = withoutRefused(accepted, found);
    }
  }
  return { answer: undefined, accepted, refused };
}

export const withoutRefused = (people: readonly Person[], refused: readonly Refused<Person>[]): readonly Person[] =>
  people.filter(person => !refused.some(({ item }) => item === person));

/** Whom the service has named, and why. */
export function refusedIn(error: unknown, people: readonly Person[]): Refused<Person>[] {
  if (!(error instanceof Problem) || error.code !== 'members_refused') return [];
  return error.errors.flatMap(({ field, message }) => {
    const item = people[Number(/\d+/.exec(field)?.[0] ?? NaN)];
    // What is said begins with the id, in whose place the address stands here.
    return item === undefined ? [] : [{ item, why: message.replace(item.id, '').trim() }];
  });
}
