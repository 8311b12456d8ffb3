export { type Argon2Parameters, DEFAULT_PARAMETERS, PARAMETER_CEILING } from './argon2-parameters.js';
export type { Asker } from './asker.js';
export { HashingOverloaded, HashingQueue, type HashingQueueOptions, defaultWorkers } from './hashing-queue.js';
export { type Blocklist, BrokenBlocklist, readBlocklist } from './blocklist/read-blocklist.js';
export { loadPasswordEngine } from './load-engine.js';
export { PasswordEngine } from './password-engine.js';
export {
  LEAST_MIN_LENGTH,
  PasswordPolicy,
  type PasswordPolicyOptions,
  type PasswordViolation,
  type PasswordViolationCode,
} from './password-policy.js';
export { MAX_CODE_POINTS, MAX_UTF8_BYTES } from './password-text.js';
export { Passwords, type PasswordsOptions, type Verification, type VerificationProblem } from './passwords.js';
export { needsRehash, parsePhc, type PhcHash } from './phc.js';
export { readImportedHash } from './imported/read-imported-hash.js';
export { type HashProblem, RefusedHash } from './stored/bytes.js';
