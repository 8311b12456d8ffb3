import type { ClientDefinition } from '../client-definition.js';
import { readClientJwk } from '../client-jwk.js';
import { keepsSecrets } from '../client-kind.js';
import type { ClientFilter } from '../client-record.js';
import type { ClientQuery, CreateClient, UpdateClient } from './client-requests.dto.js';

/** What is to be registered, and whether with a secret. @throws DomainError `validation_failed` */
export function registrationIn(body: CreateClient): [definition: ClientDefinition, withSecret: boolean] {
  const { kind = 'service', name, scopes = [], with_secret, public_jwk } = body;
  // Others hardly ever run where there is no browser.
  const device_grant = kind === 'native';
  const definition = { ...NOTHING_ELSE, device_grant, kind, name, scopes, ...definitionIn(body) };
  return [definition, with_secret ?? (public_jwk === undefined && keepsSecrets(kind))];
}

const NOTHING_ELSE = {
  audiences: null,
  public_jwk: null,
  redirect_uris: [],
  post_logout_redirect_uris: [],
  backchannel_logout_uri: null,
  backchannel_logout_session_required: false,
  logo_uri: null,
  first_party: false,
  require_pushed_authorization_requests: false,
};

/** What a body says about a client; what it does not say is absent. @throws DomainError `validation_failed` */
export function definitionIn(body: UpdateClient): Partial<Omit<ClientDefinition, 'kind'>> {
  const { public_jwk } = body;
  const said = SAID.flatMap(name => (body[name] === undefined ? [] : [[name, body[name]]]));
  return {
    ...(Object.fromEntries(said) as Partial<Pick<ClientDefinition, (typeof SAID)[number]>>),
    ...(public_jwk !== undefined && { public_jwk: public_jwk && readClientJwk({ ...public_jwk }) }),
  };
}

/** What is taken as it stands. */
const SAID = [
  ...(['name', 'scopes', 'audiences', 'redirect_uris', 'post_logout_redirect_uris'] as const),
  ...(['backchannel_logout_uri', 'backchannel_logout_session_required', 'logo_uri', 'first_party'] as const),
  ...(['require_pushed_authorization_requests', 'device_grant'] as const),
];

export const filterIn = ({ scope, kind, name_contains }: ClientQuery): ClientFilter => ({
  scope: scope ?? null,
  kind: kind ?? null,
  part: name_contains ?? null,
});
