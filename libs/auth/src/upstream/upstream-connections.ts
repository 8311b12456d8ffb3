import { Injectable } from '@nestjs/common';
import type * as Library from 'openid-client';
import { OutboundFailure, OutboundRequests } from '#libs/outbound';
import { DomainError } from '#libs/platform';
import { IdentityProviders, type ProviderRecord } from '#libs/upstream';
import { openIdClient } from './openid-library.js';

type OpenId = typeof Library;

/** How long what a provider says of itself is believed; its keys are fetched when a new one is used. */
const LIFE_MS = 10 * 60 * 1000;
/** Signatures by keys that others have, and no others: with `none` or a shared secret anybody could make ID tokens. */
const SIGNATURES = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'Ed25519',
  'EdDSA',
];
const TIMEOUT_SECONDS = 6;
const SKEW_SECONDS = 30;
/** When to look again whether a provider is back. Until then nobody does, however many press its button. */
const RETRY_SECONDS = 10;

interface Known {
  readonly version: number;
  readonly until: number;
  readonly connection: Promise<Library.Configuration>;
}

/** What it takes to talk to providers: what they say of themselves, and who this service is to them. Remembered, once however many ask. */
@Injectable()
export class UpstreamConnections {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly outboundRequests: OutboundRequests,
    private readonly identityProviders: IdentityProviders,
  ) {}

  /** @throws DomainError `upstream_unavailable` */
  async to(provider: ProviderRecord): Promise<Library.Configuration> {
    const { id, version } = provider;
    const before = this.known.get(id);
    if (before?.version === version && before.until > performance.now()) return before.connection;
    // Whoever waits for it along is told the same.
    const connection = this.discover(provider).catch((cause: unknown): never => {
      throw unavailable(cause);
    });
    const remember = (forMs: number): void => {
      this.known.set(id, { version, until: performance.now() + forMs, connection });
    };
    remember(LIFE_MS);
    try {
      return await connection;
    } catch (error) {
      if (this.known.get(id)?.connection === connection) remember(RETRY_SECONDS * 1000);
      throw error;
    }
  }

  private async discover({ id, issuer, client_id }: ProviderRecord): Promise<Library.Configuration> {
    const client_secret = await this.identityProviders.secretOf(id);
    if (client_secret === undefined) throw new Error(`the secret of identity provider ${id} cannot be read`);
    const openid = await openIdClient();
    const isInsecure = new URL(issuer).protocol === 'http:';
    const found = await openid.discovery(new URL(issuer), client_id, undefined, openid.None(), {
      ...{ [openid.customFetch]: this.fetch, timeout: TIMEOUT_SECONDS },
      execute: isInsecure ? [permittingHttp(openid)] : [],
    });
    const metadata = acceptable(found.serverMetadata(), issuer);
    this.outboundRequests.assertAllowed(new URL(metadata.authorization_endpoint ?? ''));
    const self = { client_secret, [openid.clockTolerance]: SKEW_SECONDS };
    const connection = new openid.Configuration(
      metadata,
      client_id,
      self,
      authenticationAt(openid, metadata, client_secret),
    );
    connection.timeout = TIMEOUT_SECONDS;
    connection[openid.customFetch] = this.fetch;
    // Where a listed host has no TLS there is nothing else; that the endpoints are at listed hosts is seen to with each request.
    if (isInsecure) permittingHttp(openid)(connection);
    openid.enableNonRepudiationChecks(connection);
    return connection;
  }

  /** What the library asks for goes out by the same rules as all else. */
  private readonly fetch: Library.CustomFetch = async (address, { method, headers, body }) => {
    const url = new URL(address);
    const text = body instanceof URLSearchParams ? body.toString() : typeof body === 'string' ? body : undefined;
    const {
      status,
      headers: answered,
      body: content,
    } = await this.outboundRequests.send(url, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers: { ...headers },
      ...(text !== undefined && { body: text }),
    });
    if (status >= 200 && status < 300) return new Response(new Uint8Array(content), { status, headers: answered });
    if (status >= 400 && status < 500) return new Response(new Uint8Array(content), { status, headers: answered });
    throw new OutboundFailure(`${url.host} answers ${status}`, false);
  };
}

const permittingHttp = (openid: OpenId): ((connection: Library.Configuration) => void) =>
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is marked so to stand out: the operator has listed the host
  openid.allowInsecureRequests;

/** What is thrown where a provider is not there. @param cause for the log */
export const unavailable = (cause: unknown): DomainError =>
  new DomainError('upstream_unavailable', { cause, retryAfterSeconds: RETRY_SECONDS });

/** @throws Error for a provider that is another one than it is to be, or signs with nothing that counts */
function acceptable(metadata: Library.ServerMetadata, issuer: string): Library.ServerMetadata {
  if (metadata.issuer !== issuer) throw new Error('it says that its issuer is another one');
  const { id_token_signing_alg_values_supported: said } = metadata;
  // Those that do not say sign with RS256 (OpenID Connect Core §2).
  const algorithms = (Array.isArray(said) ? said : ['RS256']).filter(alg => SIGNATURES.includes(alg));
  if (algorithms.length === 0) throw new Error('it signs ID tokens with no algorithm that is accepted');
  return { ...metadata, id_token_signing_alg_values_supported: algorithms };
}

/** As the provider wants it; by header, where it takes both or does not say (RFC 6749 §2.3.1). */
function authenticationAt(openid: OpenId, metadata: Library.ServerMetadata, secret: string): Library.ClientAuth {
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return methods.includes('client_secret_basic') ? openid.ClientSecretBasic(secret) : openid.ClientSecretPost(secret);
}
