/** What services, verifiers and clients agree on: claim names, the principal, error codes, audit event kinds. */
export * from './access-token-claims.js';
export * from './audiences.js';
export * from './audit-event-kinds.js';
export * from './authentication-methods.js';
export * from './bearer-challenge.js';
export * from './first-party-client.js';
export * from './permissions.js';
export * from './principal.js';
export * from './problems.js';
export * from './revocation-feed.js';
export * from './role-names.js';
