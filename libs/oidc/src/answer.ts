import type { AnswerAddress } from './authorization-request.js';

/** Errors with which an authorization may be answered (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6, RFC 8707 §2). */
export type AuthorizationError =
  | 'invalid_request'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'access_denied'
  | 'login_required'
  | 'consent_required'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'registration_not_supported';

/** How a browser is sent back: to `url`, with `fields` as a form if there are any. */
export interface Answer {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>> | null;
}

/**
 * The answer of an authorization as it goes to the application. It says who gives it (RFC 9207), so that an application with several
 * providers cannot be made to take a code of one to another.
 */
export function answerTo(
  { redirect_uri, response_mode, state }: AnswerAddress,
  issuer: string,
  content: Readonly<Record<string, string>>,
): Answer {
  const fields = { ...content, ...(state !== null && { state }), iss: issuer };
  if (response_mode === 'form_post') return { url: redirect_uri, fields };
  return { url: withParameters(redirect_uri, fields), fields: null };
}

/** An address of an application, which has no fragment, with more in its query. What it has there stays as it is written (RFC 6749 §3.1.2). */
export function withParameters(uri: string, more: Readonly<Record<string, string>>): string {
  const added = new URLSearchParams(more).toString();
  if (added === '') return uri;
  if (!uri.includes('?')) return `${uri}?${added}`;
  return /[?&]$/.test(uri) ? `${uri}${added}` : `${uri}&${added}`;
}
