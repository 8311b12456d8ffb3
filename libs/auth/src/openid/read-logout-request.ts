import { Injectable } from '@nestjs/common';
import { withParameters } from '#libs/oidc';
import { Applications, type Application } from '#libs/service-clients';
import { type IdTokenHint, IdTokens } from '#libs/tokens';
import type { Parameters } from './authorization-parameters.js';

/** What becomes of a request for a logout. */
export type ReadLogout =
  | { readonly kind: 'refused'; readonly why: string }
  | {
      readonly kind: 'whole';
      /** Undefined: it does not say who asks. */
      readonly client: Application | undefined;
      /** Undefined: it does not show whose session is meant. */
      readonly hint: IdTokenHint | undefined;
      /** Null: the browser stays here. */
      readonly redirect_to: string | null;
    };

/** Reads by what an application sends a browser here to log out (OpenID Connect RP-Initiated Logout 1.0). It changes nothing. */
@Injectable()
export class ReadLogoutRequest {
  constructor(
    private readonly applications: Applications,
    private readonly idTokens: IdTokens,
  ) {}

  async execute({ id_token_hint, client_id, post_logout_redirect_uri, state }: Parameters): Promise<ReadLogout> {
    const hint = id_token_hint === undefined ? undefined : this.idTokens.recognise(id_token_hint);
    if (client_id !== undefined && hint !== undefined && hint.client_id !== client_id) {
      return { kind: 'refused', why: 'The id_token_hint is not one of the application that client_id names.' };
    }
    const named = client_id ?? hint?.client_id;
    const client = named === undefined ? undefined : await this.applications.find(named);
    if (post_logout_redirect_uri === undefined) return { kind: 'whole', client, hint, redirect_to: null };
    if (client?.mayGoOnAt(post_logout_redirect_uri) !== true) {
      return {
        kind: 'refused',
        why: 'The post_logout_redirect_uri is not one of those that are registered for the application.',
      };
    }
    const redirect_to = withParameters(post_logout_redirect_uri, state === undefined ? {} : { state });
    return { kind: 'whole', client, hint, redirect_to };
  }
}
