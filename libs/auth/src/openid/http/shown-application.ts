import { OIDC_SCOPES } from '#libs/oidc';
import { type Application, isOwnPicture } from '#libs/service-clients';
import type { ShownApplication } from './interactions.dto.js';

/** An application as it is shown to people. Pictures from elsewhere are not: to fetch one would tell its host who is about to log in. */
export function shownApplication(
  { id: client_id, name, logo_uri }: Application,
  asked: readonly string[],
): ShownApplication {
  const logo = logo_uri !== null && isOwnPicture(logo_uri) ? logo_uri : null;
  return { client_id, name, logo, scopes: OIDC_SCOPES.filter(scope => asked.includes(scope)) };
}
