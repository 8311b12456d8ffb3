/** Scopes beside permissions: to introspect tokens, and to read the feed of revocations. */
export const INTROSPECT = 'introspect';
export const REVOCATIONS_READ = 'revocations:read';

/** A scope is `introspect` or a permission, `resource:action`. */
export const SCOPE_PATTERN = /^(introspect|[a-z][a-z0-9_-]{0,62}:[a-z][a-z0-9_-]{0,62})$/;
