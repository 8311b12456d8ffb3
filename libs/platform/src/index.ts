/** The ground that every module stands on: configuration, errors, secrets, ids, paging, logging, health, metrics. */
export { Config, ConfigurationError, MAX_ACCESS_TTL_SECONDS, USUAL_RATE_LIMIT } from './config/config.js';
export type { DatabaseHost, DatabaseServer, DatabaseSettings } from './config/database/database-settings.js';
export { databaseSettings } from './config/database/read-database.js';
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
export { ClientAddress } from './http/client-address.js';
export { IdParam } from './http/id-param.dto.js';
export { IsAudienceList } from './http/is-audience-list.decorator.js';
export { IsEmailAddress } from './http/is-email-address.decorator.js';
export { AreIds, IsId } from './http/is-id.decorator.js';
export { IsPlainName } from './http/is-plain-name.decorator.js';
export { MaxBody } from './http/max-body.decorator.js';
export { MayBeAbsent } from './http/may-be-absent.decorator.js';
export { IsPermissionName, IsRoleName } from './http/names.decorators.js';
export { onTheWire } from './http/on-the-wire.js';
export { FORM_TYPE, isOAuthEndpoint, OAuthEndpoint } from './http/oauth-endpoint.decorator.js';
export { perMinute } from './http/per-minute.js';
export { IsRfc3339, parseRfc3339 } from './http/rfc-3339.js';
export { Source, sourceOf, type RequestSource } from './http/request-source.decorator.js';
export { ApiIfMatch, assertVersion, type ExpectedVersion, IfMatch, isVersioned, Versioned } from './http/versions.js';
export { newId, newTokenId } from './ids.js';
export { ServiceLogger } from './logging/service-logger.js';
export { makeRoom } from './make-room.js';
export { Metrics } from './metrics/metrics.js';
export { Cursors } from './paging/cursors.js';
export { type Page, pageOf, pageRequest, type PageRequest } from './paging/page.js';
export { PageQuery } from './paging/page-query.dto.js';
export { PlatformModule } from './platform.module.js';
export { assertBodyShape } from './problems/body-shape.js';
export { DomainError, type DomainErrorOptions } from './problems/domain-error.js';
export { oauthErrorOf } from './problems/oauth-error.js';
export { ProblemFilter } from './problems/problem.filter.js';
export { createValidationPipe } from './problems/validation.js';
export { type KeySet, MasterSecret } from './secrets/master-secret.js';
