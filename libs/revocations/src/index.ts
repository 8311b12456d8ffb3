/** What is still valid: the standing of every user and service client. */
export { RevocationsModule } from './revocations.module.js';
export { Standing, type SubjectStanding, type SubjectStatus } from './standing.js';
