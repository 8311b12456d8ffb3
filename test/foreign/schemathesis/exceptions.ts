import type { Exception } from './exception.js';
import { OF_APPLICATIONS } from './exceptions-of-applications.js';

/** Rules that JSON Schema has no words for. */
const BEYOND_SCHEMA: readonly Exception[] = [
  {
    operations: /^list/,
    check: 'positive_data_acceptance',
    answer: /^400 invalid_cursor$/,
    reason: 'A cursor is one that this list has given out: it is signed, and no pattern says whether it is.',
  },
  {
    operations: /^(getLoginStatistics|getAccountStatistics|listFailingAddresses|listFailingAccounts)$/,
    check: 'positive_data_acceptance',
    answer: /^400 validation_failed since:(is_empty|is_too_long|is_too_long_ago)$/,
    reason: 'That one time comes before another, and before now, no schema can say.',
  },
  {
    operations: /^(register|changePassword|setPasswordByToken)$/,
    check: 'positive_data_acceptance',
    answer: /^400 weak_password( (new_)?password:(too_short|too_common|too_predictable|contains_\w+))+$/,
    reason: 'A blocklist is no pattern; and the least length is set by the operator, at 8 or more.',
  },
  {
    operations: /^register$/,
    check: 'positive_data_acceptance',
    answer: /^400 validation_failed password:is_needed$/,
    reason: 'Whether a password is needed now or with a link depends on whether addresses have to be verified.',
  },
  {
    operations: /^(register|createUser|changeEmail|updateEmail)$/,
    check: 'positive_data_acceptance',
    answer: /^400 validation_failed email:unclear_characters$/,
    reason: 'Which characters can be told from others is a matter of properties of Unicode, which few patterns know.',
    isRare: true,
  },
  {
    operations: /^(createClient|updateClient|addPasskey|enrolTotp|renameFactor)$/,
    check: 'positive_data_acceptance',
    answer: /^400 validation_failed name:is_plain_name$/,
    reason: 'Which characters can be told from others is a matter of properties of Unicode, which few patterns know.',
    isRare: true,
  },
  {
    operations: /^(confirmEmailChange|undoEmailChange|verifyEmail|disown)$/,
    check: 'positive_data_acceptance',
    answer: /^400 invalid_link$/,
    reason: 'The token is one that somebody was mailed.',
  },
  {
    operations: /^(showFactor|createFactorChallenge)$/,
    check: 'positive_data_acceptance',
    answer: /^400 invalid_login_ticket$/,
    reason: 'The ticket is one that a login has given out.',
  },
  {
    operations: /^stepUp$/,
    check: 'positive_data_acceptance',
    answer: /^400 validation_failed (current_password|method):is_needed$/,
    reason: 'What has to be shown depends on what the account has.',
  },
  {
    operations: /^(addPasskey|logInByPasskey)$/,
    check: 'positive_data_acceptance',
    answer: /^413 body_too_large$/,
    reason: 'Each part of a credential may be long, and all of them together as long as a body may be.',
  },
  {
    operations: /^setPasswordByToken$/,
    check: 'positive_data_acceptance',
    answer: /^400 invalid_password_token$/,
    reason: 'The token is one that the service has given out.',
  },
  {
    operations: /^refresh$/,
    check: 'positive_data_acceptance',
    answer: /^400 invalid_grant/,
    reason: 'The refresh token is one that the service has given out; 400 is what RFC 6749 §5.2 has for others.',
  },
  {
    operations: /^refresh$/,
    check: 'positive_data_acceptance',
    answer: /^400 validation_failed refresh_token:is_string$/,
    reason: 'The refresh token is needed unless there is a cookie: the body alone cannot tell.',
  },
  {
    operations: /^(login|logInByPasskey|refresh)$/,
    check: 'positive_data_acceptance',
    answer: /^400 invalid_target/,
    reason: 'The audiences are those that the operator names (RFC 8707 §2).',
  },
  {
    operations: /^(introspect|revokeOAuthToken|authorizeDevice|pushAuthorizationRequest)$/,
    check: 'positive_data_acceptance',
    answer: /^400 invalid_request (Authenticate in one way only|client_id differs from the Authorization header)\.$/,
    reason: 'Credentials in the form are good by themselves, and not beside an Authorization header (RFC 6749 §2.3).',
  },
  {
    operations: /^(introspect|revokeOAuthToken|authorizeDevice|pushAuthorizationRequest)$/,
    check: 'positive_data_acceptance',
    answer: /^400 invalid_request A parameter is given more than once\.$/,
    reason:
      'No parameter comes twice, not even one that is ignored (RFC 6749 §3.2); a schema of a form sees one value each.',
  },
  {
    operations: /^(introspect|revokeOAuthToken)$/,
    check: 'negative_data_rejection',
    answer: /^200/,
    reason:
      'A parameter without a value counts as left out (RFC 6749 §3.2); and whatever is no token is inactive (RFC 7662 §2.2) or ' +
      'revoked already (RFC 7009 §2.2), whatever form it has.',
    isRare: true,
  },
  {
    operations:
      /^(introspect|revokeOAuthToken|authorizeDevice|pushAuthorizationRequest|(create|update)(Client|IdentityProvider)|addPasskey|logInByPasskey|showFactor|stepUp)$/,
    check: 'positive_data_acceptance',
    answer: /^400 invalid_request The body holds (a NUL character|half a character)\.$/,
    reason:
      'Nothing that is sent may hold what cannot be stored, not even the name of a parameter or member that is ignored.',
    isRare: true,
  },
  {
    operations: /^getCsrfToken$/,
    check: 'positive_data_acceptance',
    answer: /^400 invalid_request Only who comes by cookie needs a CSRF token\.$/,
    reason: 'Cookies are sealed: no generated one is good, and who sends a bearer token beside needs no CSRF token.',
  },
  {
    operations: /^createClientSecret$/,
    check: 'positive_data_acceptance',
    answer: /^400 validation_failed expires_at:not_in_future$/,
    reason: 'A schema does not know what time it is.',
    isRare: true,
  },
  {
    operations: /^(grantUserRole|addRoleMembers)$/,
    check: 'positive_data_acceptance',
    answer: /^400 validation_failed expires_at:in_the_past$/,
    reason: 'A schema does not know what time it is.',
    isRare: true,
  },
  {
    operations: /^(createUser|updateUser)$/,
    check: 'positive_data_acceptance',
    answer: /^400 validation_failed( ext[^ ]*:(key|personal|reserved|too_deep|too_large|too_many_keys))+$/,
    reason:
      'Claims have 512 bytes as JSON, and no name that reads like a right or like something personal: lists of words.',
    isRare: true,
  },
  {
    operations: /^(createUser|updateUser)$/,
    check: 'positive_data_acceptance',
    answer: /^400 invalid_request (The body is nested deeper|The key )/,
    reason: 'No schema says how deep it may go without being written out as deep.',
    isRare: true,
  },
  {
    operations: /^(createClient|updateClient)$/,
    check: 'positive_data_acceptance',
    answer: /^400 validation_failed public_jwk:invalid_key$/,
    reason: 'Whether numbers are a point of the curve, or a key at all, is found by trying.',
  },
];

/** What the judge itself takes otherwise than it is. */
const OF_THE_JUDGE: readonly Exception[] = [
  {
    operations: /^(PATCH|DELETE) \/v1\/auth\/factors\/(passkeys|recovery-codes|totp)$/,
    check: 'unsupported_method',
    answer: /^400 validation_failed /,
    reason: 'For this method the last part is the id of a factor, and a bad one.',
  },
  {
    operations: /^OPTIONS \/v1\/auth\/factors\/(passkeys|recovery-codes|totp)$/,
    check: 'allow_header_conformance',
    answer: /^204$/,
    reason: 'The path stands for `/v1/auth/factors/{id}` as well, whose methods are named too.',
  },
  {
    operations: /^(update|delete)(Role|User|IdentityProvider)$/,
    check: 'positive_data_acceptance',
    answer: /^400 validation_failed If-Match:(malformed|weak)$/,
    reason:
      'Of If-Match it has ideas of its own, and sends `0` and `W/"…"`, which the pattern of the document has not.',
  },
  {
    operations: /^(getRole|updateRole|deleteRole|listRoleMembers|addRoleMembers|removeRoleMembers)$/,
    check: 'use_after_free',
    answer: /^20[04]$/,
    reason: 'It takes a dry run of a deletion for the deletion.',
    isRare: true,
  },
  {
    operations: /^(getRole|updateRole|deleteRole|listRoleMembers|addRoleMembers|removeRoleMembers)$/,
    check: 'ensure_resource_availability',
    answer: /^404 role_not_found$/,
    reason: 'It takes a dry run of the making of a role for the making.',
    isRare: true,
  },
  {
    operations: /^listUserSessions$/,
    check: 'use_after_free',
    answer: /^200$/,
    reason:
      'It takes the list for what was deleted: DELETE ended the sessions, and the list tells of them as long as they are kept.',
    isRare: true,
  },
  {
    operations: /^streamRevocations$/,
    check: 'response_schema_conformance',
    answer: /^200$/,
    reason:
      'OpenAPI 3.1 cannot say that a body is a stream of events: the schema is that of the data of each, and it is held against ' +
      'the whole event. That the data fit is judged in every test that reads the stream.',
  },
];

export const EXCEPTIONS: readonly Exception[] = [...BEYOND_SCHEMA, ...OF_APPLICATIONS, ...OF_THE_JUDGE];
