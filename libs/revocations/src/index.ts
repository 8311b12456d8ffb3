/** What is still valid: the standing of every user and service client. */
export { RevocationsModule } from './revocations.module.js';
export { RevokeToken, type TokenRevocation } from './revoke-token.js';
export { Standing, type SubjectStanding, type SubjectStatus } from './standing.js';
