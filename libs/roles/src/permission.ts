/** `resource:action`, such as `orders:refund`. */
export const PERMISSION_PATTERN = /^[a-z][a-z0-9_-]{0,62}:[a-z][a-z0-9_-]{0,62}$/;

/** A role's name: it travels in every token of its members, so it is short and plain. */
export const ROLE_NAME_PATTERN = /^[a-z][a-z0-9_-]{0,62}$/;
