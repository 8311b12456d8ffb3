/** Verification of access tokens without any framework: what a service needs to recognise its callers by itself. */
export type { Principal, ProblemDocument, RevocationEntry } from '../../../contracts/src/index.js';
export { AccessTokenVerifier, type TokenDemands, type VerifierOptions } from './access-token-verifier.js';
export { type BearerCredentials, readBearerToken } from './bearer-token.js';
export { type CompactToken, readCompactForm } from './compact-form.js';
export { CredentialsRefused } from './credentials-refused.js';
export type { GatehouseOptions } from './gatehouse-options.js';
export type { GatehouseStatus } from './gatehouse-status.js';
export { Gatehouse, type NodeRequest } from './gatehouse.js';
export { readJsonObject } from './json-object.js';
export { KeySource } from './key-source.js';
export { KeyRefused, type PublicKey, type PublicKeyMembers, readPublicKey } from './public-key.js';
export { type Refusal, refusalOf, refusals } from './refusal.js';
export { RevocationState } from './revocation-state.js';
export { type RevocationVerdict, RevocationView, type WhenStale } from './revocation-view.js';
export type { Revocation } from './revocation.js';
export { isSignatureOf, SIGNATURE_ALGORITHMS, type SignatureAlgorithm, type VerificationKey } from './signature.js';
export { CannotVerify, TokenRejected, type TokenRejection } from './token-errors.js';
export type { VerifiedToken } from './verified-token-cache.js';
