import { jws, text } from '#libs/platform';
import { GRANT_FIELDS } from './grants/grants.js';
import { type FieldRule, OAuthForm, VISIBLE } from './oauth-form.js';

/** A form has at most 16 KiB: one field of that many characters fits beside credentials, each of them as `%20`. */
const LONGEST = 4800;

/** The form of each parameter that is not of one grant. The API document says the same. */
export const OAUTH_FIELDS = {
  client_id: { pattern: VISIBLE, maxLength: 256 },
  client_secret: { pattern: VISIBLE, maxLength: 256 },
  client_assertion_type: { enum: ['urn:ietf:params:oauth:client-assertion-type:jwt-bearer'] },
  client_assertion: jws(LONGEST),
  scope: { pattern: VISIBLE, maxLength: LONGEST },
  audience: { pattern: VISIBLE, maxLength: LONGEST },
  resource: { pattern: VISIBLE, maxLength: LONGEST },
  token: { pattern: VISIBLE, minLength: 1, maxLength: LONGEST },
  token_type_hint: text(256),
} as const;

/**
 * The form does not check these. OAuth has words of its own for what is wrong with them: `invalid_scope`, `invalid_client`.
 * What is no token is inactive (RFC 7662 §2.2), or revoked already (RFC 7009 §2.2).
 */
const REFUSED_ELSEWHERE = ['scope', 'client_assertion', 'token'];

const RULES: Readonly<Record<string, FieldRule>> = Object.fromEntries(
  [...Object.entries<FieldRule>(OAUTH_FIELDS), ...GRANT_FIELDS].filter(([name]) => !REFUSED_ELSEWHERE.includes(name)),
);

/**
 * Reads the body of a request to an OAuth endpoint.
 * @throws DomainError `invalid_request` for a parameter that does not have its form
 */
export const readOAuthForm = (body: unknown): OAuthForm => new OAuthForm(body, RULES);
