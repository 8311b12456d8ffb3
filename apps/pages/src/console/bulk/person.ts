import type { User } from '#libs/client';
import { type Named, selections } from './selection.js';

export type Person = Named;

export const personOf = ({ id, email }: Pick<User, 'id' | 'email'>): Person => ({ id, name: email });

export const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** Whom somebody has chosen. */
export const chosenPeople = selections<Person>();
