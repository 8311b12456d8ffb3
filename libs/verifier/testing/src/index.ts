/** For the tests of services: an issuer of tokens and revocations that needs neither Gatehouse nor a database. */
export { eventually } from './eventually.js';
export type { TestClaims } from './test-claims.js';
export { TestIssuer, type TestIssuerOptions } from './test-issuer.js';
export type { TestAnswer, TestEndpoint } from './test-server.js';
export type { Disturbance } from './test-stream.js';
