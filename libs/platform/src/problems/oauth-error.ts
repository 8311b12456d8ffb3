import type { ProblemCode, ProblemDocument } from '#libs/contracts';

/** An error of an OAuth endpoint (RFC 6749 §5.2). */
export interface OAuthErrorDocument {
  readonly error: string;
  readonly error_description: string;
}

/** Codes that are OAuth's own words. */
const OAUTH_CODES: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_target',
  'unsupported_response_type',
  'request_not_supported',
  'request_uri_not_supported',
  'registration_not_supported',
  'authorization_pending',
  'slow_down',
  'access_denied',
  'expired_token',
]);

/** What people show who log in through a client is a bad grant (§5.2), and not the client's own failure to authenticate. */
const BAD_GRANTS: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['invalid_credentials', 'second_factor_required']);

/** Puts a problem into OAuth's words, and corrects the status where RFC 6749 wants another. */
export function oauthErrorOf({ code, status, title, detail }: ProblemDocument): {
  status: number;
  document: OAuthErrorDocument;
} {
  const error_description = detail ?? title;
  if (OAUTH_CODES.has(code)) return { status, document: { error: code, error_description } };
  if (BAD_GRANTS.has(code)) return { status: 400, document: { error: 'invalid_grant', error_description } };
  return { status, document: { error: errorOfStatus(status), error_description } };
}

function errorOfStatus(status: number): string {
  if (status === 429 || status === 503) return 'temporarily_unavailable';
  return status >= 500 ? 'server_error' : 'invalid_request';
}
