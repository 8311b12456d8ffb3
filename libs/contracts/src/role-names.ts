/** The built-in role that holds every permission. It cannot be deleted, and never loses its last member. */
export const ADMIN_ROLE = 'admin';

/** The built-in role that every registered person gets. */
export const USER_ROLE = 'user';

/** A role's name: it travels in every token of its members, so it is short and plain. */
export const ROLE_NAME_PATTERN = /^[a-z][a-z0-9_-]{0,62}$/;

/** Every service holds the definitions of all roles: there are at most this many. */
export const MAX_ROLES = 1000;

/** At most this many roles are included by one, directly or through others. */
export const MAX_INCLUDED_ROLES = 100;
