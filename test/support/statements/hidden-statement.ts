import { type Statement, statement } from '#libs/persistence';

/** Whoever looks for the statement by its name does not find it here. */
export const hidden = (name: string): Statement<never, []> => statement(name, 'SELECT');
