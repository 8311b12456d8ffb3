/** The ground that every module stands on: configuration, errors, secrets, ids, paging, logging, health. */
export { Config, ConfigurationError, MAX_ACCESS_TTL_SECONDS } from './config/config.js';
export { readConfig } from './config/read-config.js';
export { HealthController } from './health/http/health.controller.js';
export { Readiness } from './health/readiness.js';
export { ApiGuarded, ApiOAuthErrors, ApiProblems } from './http/api-problems.decorator.js';
export { IdParam } from './http/id-param.dto.js';
export { Origin, type RequestOrigin } from './http/request-origin.decorator.js';
export { newId, newTokenId } from './ids.js';
export { ServiceLogger } from './logging/service-logger.js';
export { Cursors } from './paging/cursors.js';
export { type Page, pageOf, pageRequest, type PageRequest } from './paging/page.js';
export { PageQuery } from './paging/page-query.dto.js';
export { PlatformModule } from './platform.module.js';
export { assertBodyShape } from './problems/body-shape.js';
export { DomainError, type DomainErrorOptions } from './problems/domain-error.js';
export { ProblemFilter } from './problems/problem.filter.js';
export { createValidationPipe } from './problems/validation.js';
export { type KeySet, MasterSecret } from './secrets/master-secret.js';
