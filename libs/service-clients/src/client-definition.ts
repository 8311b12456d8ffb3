import { EVERYTHING, type FieldError } from '#libs/contracts';
import { Holdings } from '#libs/authority';
import { DomainError } from '#libs/platform';
import type { ClientJwk } from './client-jwk.js';
import { type ClientKind, keepsSecrets } from './client-kind.js';
import { refusalOfLogo, refusalOfRedirectUri, refusalOfWebUri } from './client-uris.js';
import { INTROSPECT } from './scopes.js';

/** What an administrator says of a client. */
export interface ClientDefinition {
  readonly kind: ClientKind;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly audiences: readonly string[] | null;
  readonly public_jwk: ClientJwk | null;
  readonly redirect_uris: readonly string[];
  readonly post_logout_redirect_uris: readonly string[];
  readonly backchannel_logout_uri: string | null;
  readonly backchannel_logout_session_required: boolean;
  readonly logo_uri: string | null;
  readonly first_party: boolean;
  readonly require_pushed_authorization_requests: boolean;
  readonly device_grant: boolean;
}

/** Nothing but the definition, of something that has more. */
export function definitionOf(client: ClientDefinition): ClientDefinition {
  const { kind, name, scopes, audiences, public_jwk } = client;
  return { kind, name, scopes, audiences, public_jwk, ...relyingOf(client) };
}

/** What only applications have. */
function relyingOf(client: ClientDefinition): Omit<ClientDefinition, (typeof OF_ALL)[number]> {
  const { redirect_uris, post_logout_redirect_uris, logo_uri, first_party } = client;
  const { backchannel_logout_uri, backchannel_logout_session_required } = client;
  const { require_pushed_authorization_requests, device_grant } = client;
  const uris = { redirect_uris, post_logout_redirect_uris, backchannel_logout_uri, logo_uri };
  const demands = { backchannel_logout_session_required, require_pushed_authorization_requests };
  return { ...uris, ...demands, first_party, device_grant };
}

const OF_ALL = ['kind', 'name', 'scopes', 'audiences', 'public_jwk'] as const;

/** @throws DomainError `validation_failed`, with each field that does not fit what the client is */
export function assertWhole(definition: ClientDefinition): void {
  const wrong = definition.kind === 'service' ? wrongOfService(definition) : wrongOfApplication(definition);
  const errors = wrong.flatMap(([field, why, code = 'not_of_this_kind']): FieldError[] =>
    why === undefined ? [] : [{ field, code, message: `${field} ${why}` }],
  );
  if (errors.length > 0) throw new DomainError('validation_failed', { errors });
}

/** A field, what is wrong with it, if anything, and the code of that where it is not about the kind. */
type Judged = readonly [field: string, why: string | undefined, code?: string];

const NEEDS_URIS = 'is needed: one address at least, for the answer of a login';
const NOT_OF_SERVICES = 'is of applications that people log in with, not of a service';

function wrongOfService(client: ClientDefinition): Judged[] {
  const unless = (isFitting: boolean): string | undefined => (isFitting ? undefined : NOT_OF_SERVICES);
  return [
    ['redirect_uris', unless(client.redirect_uris.length === 0)],
    ['post_logout_redirect_uris', unless(client.post_logout_redirect_uris.length === 0)],
    ['backchannel_logout_uri', unless(client.backchannel_logout_uri === null)],
    ['backchannel_logout_session_required', unless(!client.backchannel_logout_session_required)],
    ['logo_uri', unless(client.logo_uri === null)],
    ['first_party', unless(!client.first_party)],
    ['require_pushed_authorization_requests', unless(!client.require_pushed_authorization_requests)],
    ['device_grant', unless(!client.device_grant)],
  ];
}

function wrongOfApplication(client: ClientDefinition): Judged[] {
  const { kind, scopes, public_jwk, redirect_uris, backchannel_logout_uri: backChannel, logo_uri } = client;
  const ofUris = (field: 'redirect_uris' | 'post_logout_redirect_uris'): Judged[] =>
    client[field].map((uri, index) => [`${field}[${index}]`, refusalOfRedirectUri(uri, kind)]);
  return [
    ['scopes', scopes.length === 0 ? undefined : 'has to be empty: what a person may do depends on their roles'],
    [
      'public_jwk',
      public_jwk === null || keepsSecrets(kind) ? undefined : `is not for ${kind} clients: they can keep no key`,
    ],
    // A device without a browser is sent nowhere.
    ['redirect_uris', redirect_uris.length > 0 || client.device_grant ? undefined : NEEDS_URIS, 'is_needed'],
    ...ofUris('redirect_uris'),
    ...ofUris('post_logout_redirect_uris'),
    ['backchannel_logout_uri', wrongBackChannel(kind, backChannel)],
    ['backchannel_logout_session_required', wrongDemand(client)],
    ['logo_uri', logo_uri === null ? undefined : refusalOfLogo(logo_uri)],
  ];
}

function wrongBackChannel(kind: ClientKind, uri: string | null): string | undefined {
  if (uri === null) return undefined;
  return kind === 'web' ? refusalOfWebUri(uri) : `is not for ${kind} clients: nobody could call them`;
}

const wrongDemand = (client: ClientDefinition): string | undefined =>
  client.backchannel_logout_session_required && client.backchannel_logout_uri === null
    ? 'goes with backchannel_logout_uri'
    : undefined;

/**
 * What whoever makes or changes a client has to hold. Of a service: what its tokens may carry; to introspect is no permission, it is
 * bounded by the audiences. An application that is trusted without asking, or gets tokens for services, may come to act for anybody,
 * so that takes an administrator. Any other gets to know no more than what people consent to.
 */
export function powerOf({ kind, scopes, first_party, audiences }: ClientDefinition): Holdings {
  if (kind === 'service') return Holdings.forGood(scopes.filter(scope => scope !== INTROSPECT));
  return first_party || audiences !== null ? Holdings.forGood([EVERYTHING]) : Holdings.nothing;
}

/** What the audit trail tells of it. */
export function contentOf(client: ClientDefinition & { status?: string }): Record<string, unknown> {
  const { kind, name, scopes, audiences, public_jwk, status } = client;
  return {
    ...{ name, scopes, audiences, has_key: public_jwk !== null },
    ...(kind !== 'service' && { kind, ...relyingOf(client) }),
    ...(status !== undefined && { status }),
  };
}
