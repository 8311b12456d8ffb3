export { type ApplicationOptions, ApplicationSession, type ApplicationTokens } from './application-session.js';
export { authorizedFetch, type AuthorizedFetchOptions } from './authorized-fetch.js';
export { type AuthorizationOptions, LoginRefused } from './authorization-request.js';
export { type BrowserStorage, browserStore, type BrowserStoreOptions, type LockManager } from './browser-store.js';
export type { CallOptions } from './call-options.js';
export type { AccessTokenOptions, CallerOf } from './caller.js';
export type { Mismatch } from './check.js';
export { clientCredentials, type ClientCredentialsOptions } from './client-credentials.js';
export { type CookieMarks, cookieSession, type CookieSessionOptions } from './cookie-session.js';
export { type Client, type ClientOptions, createClient } from './create-client.js';
export { createGatehouse, type Gatehouse } from './create-gatehouse.js';
export {
  ConnectionFailed,
  GatehouseError,
  isOAuthError,
  isProblem,
  OAuthError,
  type Problem,
  ProblemError,
  RefreshFailed,
  SessionEnded,
  StoreFailed,
  TimedOut,
  UnexpectedResponse,
} from './errors.js';
export type { Operations } from './generated/client.js';
export type * from './generated/types.js';
export { paginate } from './paginate.js';
export type {
  FactorMethod,
  OnSecondFactor,
  SecondFactorAsked,
  SecondFactorOptions,
  SecondFactorShown,
} from './second-factor.js';
export { type Expiring, type LockedStore, memoryStore, type Store, type Tokens } from './store.js';
export { tokenSession, type TokenSessionOptions } from './token-session.js';
export type { TransportOptions } from './transport.js';
