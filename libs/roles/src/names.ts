/** A role's name: it travels in every token of its members, so it is short and plain. */
export const ROLE_NAME_PATTERN = /^[a-z][a-z0-9_-]{0,62}$/;

export const ROLE_NAME_RULE = 'A role name has 1 to 63 of a-z, 0-9, - and _, and starts with a letter.';

export const PERMISSION_RULE = 'A permission reads resource:action, in lower case.';
