import type { User } from '#libs/client';
import type { Visitor } from '../../kit/page.js';
import { type Named, Selection } from './selection.js';

export type Person = Named;

export const personOf = ({ id, email }: Pick<User, 'id' | 'email'>): Person => ({ id, name: email });

export const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

const SELECTIONS = new WeakMap<Visitor, Selection<Person>>();

/** Whom somebody has chosen since they came: it goes with them. */
export function chosenPeople(visitor: Visitor): Selection<Person> {
  const known = SELECTIONS.get(visitor) ?? new Selection<Person>();
  SELECTIONS.set(visitor, known);
  return known;
}
