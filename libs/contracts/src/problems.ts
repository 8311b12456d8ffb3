/**
 * The catalogue of errors that the REST API answers with, as `application/problem+json` (RFC 9457). A `code` is
 * stable and safe to branch on; a `title` is for people and may be reworded.
 */
export const PROBLEMS = {
  // 400: the request itself is wrong
  invalid_request: { status: 400, title: 'The request is malformed.' },
  invalid_json: { status: 400, title: 'The body is not valid JSON.' },
  validation_failed: { status: 400, title: 'One or more fields are not valid.' },
  weak_password: { status: 400, title: 'The password is not acceptable.' },
  invalid_cursor: { status: 400, title: 'The cursor is not one that this list has given out.' },
  invalid_password_token: { status: 400, title: 'The set-password token is unknown, expired, used or withdrawn.' },
  invalid_link: { status: 400, title: 'The link is unknown, expired, used or withdrawn.' },
  invalid_login_ticket: { status: 400, title: 'The login ticket is unknown, expired or used: log in anew.' },
  invalid_grant: { status: 400, title: 'The refresh token is invalid, expired, used or revoked.' },

  unauthorized_client: { status: 400, title: 'This client may not use this grant or endpoint.' },
  unsupported_grant_type: { status: 400, title: 'This grant type is not known, or switched off.' },
  invalid_scope: { status: 400, title: 'The scope is malformed or more than the client may have.' },
  invalid_target: { status: 400, title: 'The audience is not one that may be asked for.' },
  unsupported_response_type: { status: 400, title: 'The one response type that there is is code.' },
  request_not_supported: { status: 400, title: 'Request objects are not supported.' },
  request_uri_not_supported: { status: 400, title: 'A request is not fetched from elsewhere.' },
  registration_not_supported: { status: 400, title: 'Nobody registers an application by a request.' },
  authorization_pending: { status: 400, title: 'Nobody has decided yet: ask again after the interval.' },
  slow_down: {
    status: 400,
    title: 'Nobody has decided yet, and you ask too often: wait five seconds longer each time.',
  },
  access_denied: { status: 400, title: 'The person does not want that.' },
  expired_token: { status: 400, title: 'The device code has expired: begin anew.' },

  // 401: who is calling is not known
  invalid_client: { status: 401, title: 'The client could not be authenticated.' },
  insufficient_user_authentication: {
    status: 401,
    title: 'This needs a more recent login, or one with a second factor.',
  },
  token_missing: { status: 401, title: 'This route needs an access token.' },
  invalid_token: {
    status: 401,
    title: 'The access token is malformed, expired, revoked or not meant for this service.',
  },
  invalid_credentials: { status: 401, title: 'The e-mail address or the password is wrong.' },

  // 403: known, and not allowed
  second_factor_required: { status: 403, title: 'So far it is right; a second factor is needed as well.' },
  password_required: {
    status: 403,
    title: 'The link is right; a password is needed as well: that of the account, or one for the account to be.',
  },
  wrong_factor: { status: 403, title: 'The code or the passkey is wrong, expired or used.' },
  cross_site_request: { status: 403, title: 'A page of another site may not do this in your name.' },
  csrf_token_invalid: { status: 403, title: 'There is no X-CSRF-Token header that is good for this session.' },
  insufficient_scope: { status: 403, title: 'Your roles do not allow this.' },
  permission_not_held: { status: 403, title: 'This needs permissions that you do not hold, or not for as long.' },
  registration_closed: { status: 403, title: 'Registration is closed; ask an administrator for an account.' },
  wrong_password: { status: 403, title: 'The current password is wrong.' },
  built_in_role: { status: 403, title: 'A built-in role cannot be changed or deleted.' },

  upstream_refused: { status: 403, title: 'The provider has not let you in, or what it said of you does not hold.' },
  link_required: {
    status: 403,
    title: 'Nobody here is known by this login yet; log in to your account in another way, and link it.',
  },

  // 404: not there
  not_found: { status: 404, title: 'There is no such resource.' },
  user_not_found: { status: 404, title: 'There is no such user.' },
  role_not_found: { status: 404, title: 'There is no such role.' },
  permission_not_found: { status: 404, title: 'There is no such permission.' },
  client_not_found: { status: 404, title: 'There is no such service client.' },
  secret_not_found: { status: 404, title: 'The service client has no such secret.' },
  key_not_found: { status: 404, title: 'There is no such signing key, or it is retired already.' },
  factor_not_found: { status: 404, title: 'There is no such factor.' },
  interaction_not_found: {
    status: 404,
    title: 'This login for an application is over or was answered: begin it anew there.',
  },
  user_code_not_found: {
    status: 404,
    title: 'No device waits for this code: it is mistyped, expired, or was answered.',
  },
  identity_provider_not_found: { status: 404, title: 'There is no such identity provider.' },
  identity_not_found: { status: 404, title: 'No such login of another provider is linked to this account.' },
  upstream_login_not_found: {
    status: 404,
    title: 'This login is over, or was begun in another browser: begin it anew.',
  },
  consent_not_found: { status: 404, title: 'You have allowed this application nothing.' },
  session_not_found: { status: 404, title: 'There is no such session.' },

  // 405: there, and not for this
  method_not_allowed: {
    status: 405,
    title: 'This path is not there for this method; Allow lists those that it knows.',
  },

  // 409: it would contradict what is there
  email_taken: { status: 409, title: 'This e-mail address is registered already.' },
  mail_off: { status: 409, title: 'This service sends no mails, which this needs; ask an administrator.' },
  email_code_off: { status: 409, title: 'Nobody logs in by an e-mailed code here: this is switched off.' },
  user_invited: { status: 409, title: 'Who was invited becomes active by setting a password, and not otherwise.' },
  role_exists: { status: 409, title: 'A role of this name exists already.' },
  permission_exists: { status: 409, title: 'This permission is built in or declared by somebody else.' },
  too_many_members: { status: 409, title: 'The role has too many members to be deleted: take it from them first.' },
  too_many_roles: { status: 409, title: 'There are as many roles as there may be: 1000.' },
  client_exists: { status: 409, title: 'A service client of this name exists already.' },
  identity_provider_exists: { status: 409, title: 'There is an identity provider with this issuer already.' },
  too_many_identity_providers: { status: 409, title: 'There are as many identity providers as there may be: 100.' },
  identity_linked: { status: 409, title: 'This login is linked to an account already.' },
  last_way_in: {
    status: 409,
    title: 'There is no other way into this account: set a password or add a passkey first.',
  },
  too_many_passkeys: { status: 409, title: 'There are as many passkeys as an account may have: 20.' },
  client_is_public: { status: 409, title: 'A client of this kind runs where no secret stays one: it has none.' },
  too_many_secrets: { status: 409, title: 'The service client has as many secrets as it may.' },
  key_too_young: { status: 409, title: 'The next signing key has not been published for long enough.' },
  last_administrator: { status: 409, title: 'The last administrator cannot be removed, disabled or demoted.' },

  // 412: somebody else was faster
  precondition_failed: { status: 412, title: 'It was changed meanwhile: read it again, then decide anew.' },

  // 422: whole, and impossible
  token_too_large: { status: 422, title: 'The roles and claims of this user would not fit into a token any more.' },
  role_cycle: { status: 422, title: 'A role cannot include itself, directly or through others.' },
  role_too_large: { status: 422, title: 'A role may include at most 100 others, directly and through others.' },
  members_refused: { status: 422, title: 'Some of these users cannot be changed in this way, so none was.' },

  // 413 to 431: form and limits
  body_too_large: { status: 413, title: 'The body is too large.' },
  uri_too_long: { status: 414, title: 'The URL is too long.' },
  unsupported_media_type: { status: 415, title: 'This route does not take a body of this media type.' },
  too_many_requests: { status: 429, title: 'Too many requests; wait as long as Retry-After says.' },
  headers_too_large: { status: 431, title: 'The request headers are too large.' },

  // 5xx: not the caller's fault
  internal_error: { status: 500, title: 'Something went wrong on our side.' },
  upstream_unavailable: {
    status: 503,
    title:
      'The provider cannot be reached, or does not answer as it should; try again later, or log in in another way.',
  },
  database_unavailable: { status: 503, title: 'The database cannot be reached; try again as Retry-After says.' },
  overloaded: { status: 503, title: 'The service is too busy; try again as Retry-After says.' },
  starting: { status: 503, title: 'The service is not ready yet; try again as Retry-After says.' },
  cannot_verify: { status: 503, title: 'The token cannot be judged now; try again as Retry-After says.' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One field that was not accepted. `field` is a path such as `email` or `permissions[2]`. */
export interface FieldError {
  field: string;
  code: string;
  message: string;
}

/** What `second_factor_required` says besides: how the login goes on. */
export interface SecondStepOffer {
  /** What has been shown so far, for the second step. It is of no use to anybody without a second factor. */
  login_ticket: string;
  /** By which of these the account can show a second factor. */
  methods: readonly string[];
  /** RFC 3339. */
  expires_at: string;
}

/** A problem document (RFC 9457 §3). `code` repeats the last part of `type`, for those who branch on it. */
export interface ProblemDocument extends Partial<SecondStepOffer> {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail?: string;
  instance?: string;
  /** The trace that the request belongs to (W3C Trace Context), where it is part of one. */
  trace_id?: string;
  /** Of `insufficient_scope`: roles that sleep in the session, and would be enough as soon as a second factor is shown in it. */
  dormant_roles?: readonly string[];
  errors?: readonly FieldError[];
}

export function problemDocument(code: ProblemCode): ProblemDocument {
  const { status, title } = PROBLEMS[code];
  return { type: `urn:problem-type:gatehouse:${code}`, title, status, code };
}
