/** The ground that every module stands on: configuration, errors, secrets, ids, paging, logging, health, metrics. */
export { normalAddress, soughtAddress } from './config/addresses.js';
export { Config, ConfigurationError, MAX_ACCESS_TTL_SECONDS, USUAL_RATE_LIMIT } from './config/config.js';
export type { DatabaseHost, DatabaseServer, DatabaseSettings } from './config/database/database-settings.js';
export { databaseSettings } from './config/database/read-database.js';
export type { Mailbox, MailSettings, SmtpServer } from './config/mail/mail-settings.js';
export { Networks } from './config/networks.js';
export { readConfig } from './config/read-config.js';
export { HealthController } from './health/http/health.controller.js';
export { Readiness } from './health/readiness.js';
export {
  ApiGuarded,
  ApiOAuthErrors,
  ApiProblems,
  ApiProblemsInMemory,
  notedProblems,
} from './http/api-problems.decorator.js';
export { isArriving } from './http/arriving.js';
export { BodyLines, isReadingLines, LINES_TYPE, ReadsLines } from './http/body-lines.decorator.js';
export { ClientAddress } from './http/client-address.js';
export type { FieldSchema, TextForm } from './http/fields/field-schema.js';
export {
  AUTHENTICATION_METHODS,
  base64url,
  CLIENT_ADDRESS,
  INT32,
  jws,
  KEY_ID,
  listOf,
  SECONDS_OF_EPOCH,
  text,
  TOKEN_ID,
  URL_FORM,
  visible,
  words,
} from './http/fields/forms.js';
export { AUDIENCES, IsAudienceList } from './http/fields/is-audience-list.decorator.js';
export { EMAIL_PATTERN, IsEmailAddress, MAX_EMAIL_LENGTH } from './http/fields/is-email-address.decorator.js';
export { AreIds, IsId } from './http/fields/is-id.decorator.js';
export { IsPlainName } from './http/fields/is-plain-name.decorator.js';
export { IsText, type TextOptions } from './http/fields/is-text.decorator.js';
export { IsList, MaxItems, MinItems, UniqueItems } from './http/fields/lists.decorators.js';
export { MayBeAbsent, MayBeNull } from './http/fields/may-be-absent.decorator.js';
export {
  EFFECTIVE_PERMISSIONS,
  IsPermissionName,
  IsRoleName,
  MAX_PERMISSIONS_OF_ROLE,
  PERMISSION,
  PERMISSION_OR_ALL,
  ROLE_NAME,
} from './http/fields/names.decorators.js';
export { IsRfc3339, parseRfc3339 } from './http/fields/rfc-3339.js';
export { fieldsOf, Shown, shownTypes } from './http/fields/said.js';
export { IsFlag, IsOneOf, IsQueryFlag, IsQueryNumber, IsRecord } from './http/fields/values.decorators.js';
export { FRESH_PROOF_SECONDS, FreshProof, RequireFreshProof } from './http/fresh-proof.decorator.js';
export { IdParam } from './http/id-param.dto.js';
export { MaxBody } from './http/max-body.decorator.js';
export { NamesAccount } from './http/names-account.decorator.js';
export { networkOf, siteOf } from './http/network-of.js';
export { onTheWire } from './http/on-the-wire.js';
export { FORM_TYPE, isOAuthEndpoint, OAuthEndpoint } from './http/oauth-endpoint.decorator.js';
export { parametersByName } from './http/parameters-by-name.js';
export { perMinute } from './http/per-minute.js';
export { isSafe } from './http/safe-methods.js';
export { Source, sourceOf, type RequestSource } from './http/request-source.decorator.js';
export { ApiIfMatch, assertVersion, type ExpectedVersion, IfMatch, isVersioned, Versioned } from './http/versions.js';
export { CLOCKS_DIFFER_MS, lowestIdAt, timeOfId } from './id-times.js';
export { FIRST_ID, LAST_ID, newId, newTokenId } from './ids.js';
export { ServiceLogger } from './logging/service-logger.js';
export { makeRoom } from './make-room.js';
export { Limits } from './metrics/limits.js';
export { type Measured, Metrics } from './metrics/metrics.js';
export { Tallies } from './metrics/tallies.js';
export { type Timing, Timings } from './metrics/timings.js';
export { Cursors } from './paging/cursors.js';
export { type Page, pageOf, pageRequest, type PageRequest } from './paging/page.js';
export { NextCursor } from './paging/next-cursor.decorator.js';
export { PageQuery } from './paging/page-query.dto.js';
export { PlatformModule } from './platform.module.js';
export { assertBodyShape } from './problems/body-shape.js';
export { DomainError, type DomainErrorOptions } from './problems/domain-error.js';
export { oauthErrorOf } from './problems/oauth-error.js';
export { ProblemFilter } from './problems/problem.filter.js';
export { createValidationPipe } from './problems/validation.js';
export { providersOf } from './providers-of.js';
export { CODE_HASH_BYTES, CodeHashes } from './secrets/code-hashes.js';
export { type KeySet, MasterSecret } from './secrets/master-secret.js';
export { hashOfSecret, newSecret } from './secrets/random-secret.js';
export { NotReadable, Vault } from './secrets/vault.js';
export { fail, inSpan, tracer } from './tracing/spans.js';
