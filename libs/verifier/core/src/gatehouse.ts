import type { Principal } from '../../../contracts/src/index.js';
import { AccessTokenVerifier, type TokenDemands } from './access-token-verifier.js';
import { readBearerToken } from './bearer-token.js';
import { CredentialsRefused } from './credentials-refused.js';
import { checkGatehouseOptions, type GatehouseOptions } from './gatehouse-options.js';
import type { GatehouseStatus } from './gatehouse-status.js';
import { RemoteIssuer } from './remote/remote-issuer.js';
import type { Revocation } from './revocation.js';

/** A request of node:http or Express, or one of Fastify, which wraps it. */
export type NodeRequest =
  { readonly rawHeaders: readonly string[] } | { readonly raw: { readonly rawHeaders: readonly string[] } };

/**
 * Recognises callers by their access tokens, in this process: keys and revocations are fetched in the background and
 * kept up to date, so that a request costs no round trip and a revocation counts within moments.
 */
export class Gatehouse {
  readonly verifier: AccessTokenVerifier;
  private readonly remote: RemoteIssuer;

  /** @throws TypeError or RangeError that names each option that is wrong. */
  constructor(options: GatehouseOptions) {
    checkGatehouseOptions(options);
    this.remote = new RemoteIssuer(options);
    this.verifier = new AccessTokenVerifier(options, this.remote.keys, this.remote.revocations);
  }

  /**
   * Begins to fetch keys and revocations. The promise is kept once both are there, however long the issuer is away;
   * until then tokens cannot be judged (503). It is broken only by `close`.
   */
  start(): Promise<void> {
    return this.remote.start();
  }

  /**
   * The principal of a token that is whole, true, meant for this service, alive and not revoked.
   * @throws TokenRejected, CannotVerify as `AccessTokenVerifier.verify` does
   */
  verify(token: string, demands?: TokenDemands): Promise<Principal> {
    return this.verifier.verify(token, demands);
  }

  /**
   * The caller of a request, by its `Authorization` header. `refusalOf` says how to answer whatever is thrown.
   * @throws CredentialsRefused if there is no bearer token; TokenRejected, CannotVerify
   */
  async authenticate(request: NodeRequest, demands?: TokenDemands): Promise<Principal> {
    const { rawHeaders } = 'raw' in request ? request.raw : request;
    const credentials = readBearerToken(rawHeaders);
    if (credentials.kind === 'none') throw new CredentialsRefused('missing');
    if (credentials.kind === 'malformed') throw new CredentialsRefused('malformed');
    return this.verifier.recognise(credentials.token, demands) ?? this.verifier.verify(credentials.token, demands);
  }

  /**
   * Whether the caller may do this, by the newest definitions of their roles or as a service client by a scope.
   * @throws CannotVerify before any definition is known
   */
  permits(principal: Principal, permission: string): boolean {
    return this.verifier.permits(principal, permission);
  }

  /** Whether the caller has this role, or one that includes it. @throws CannotVerify before anything is known of roles */
  holdsRole(principal: Principal, role: string): boolean {
    return this.verifier.holdsRole(principal, role);
  }

  /**
   * Tells of each piece of news once, after it has begun to count. What was missed while the feed was cut is told as
   * well, and so is all that is in the first picture. Something that a listener throws goes to `onError`.
   * @returns what ends the telling
   */
  onRevoked(listener: (revocation: Revocation) => void): () => void {
    return this.remote.onRevoked(listener);
  }

  status(): GatehouseStatus {
    return this.remote.status();
  }

  /** Ends everything in the background. What is known already goes on to count until it is too old. */
  close(): Promise<void> {
    return this.remote.close();
  }
}
