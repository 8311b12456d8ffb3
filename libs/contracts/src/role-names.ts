/** The built-in role that holds every permission. It cannot be deleted, and never loses its last member. */
export const ADMIN_ROLE = 'admin';

/** The built-in role that every registered person gets. */
export const USER_ROLE = 'user';
