import { DomainError } from '#libs/platform';
import type { Audiences } from '#libs/tokens';
import type { TokensOfApplication } from '../../openid/tell-application.js';
import type { SessionClient } from '../../sign-in/session-client.js';
import type { TokenPair } from '../../sign-in/session-tokens.js';
import type { OAuthClient } from '../oauth-client.js';
import type { OAuthForm } from '../oauth-form.js';
import type { GrantedTokens } from './grant.js';

/** What a person's tokens may do depends on their roles, so no client can ask for scopes. */
export function assertNoScope(form: OAuthForm): void {
  if (form.words('scope')?.length) throw new DomainError('invalid_scope');
}

/** The audiences that this client may ask for in a person's tokens. */
export function allowedAudiences(client: OAuthClient, { all }: Audiences): readonly string[] {
  return client.audiences ?? all;
}

export const sessionClient = (client: OAuthClient): SessionClient => ({
  client_id: client.client_id,
  standing: client.kind === 'built_in' ? null : client,
});

/** Whether somebody logs in with it: an application, and not a service or one of our own programs. */
export const isApplication = ({ kind }: OAuthClient): boolean => kind !== 'built_in' && kind !== 'service';

/** The same for an application, which is told who has logged in. */
export const grantedToApplication = ({ pair, id_token, scope }: TokensOfApplication): GrantedTokens => ({
  ...grantedPair(pair),
  ...{ id_token, scope },
});

/** A person's tokens, in the form of the token endpoint. */
export function grantedPair({ session_expires_in: _, ...pair }: TokenPair): GrantedTokens {
  return { token_type: 'Bearer', ...pair };
}
