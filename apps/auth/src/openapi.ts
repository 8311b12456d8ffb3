import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { demandsOf, handlersOf } from './openapi/demands.js';
import { documentBodies } from './openapi/bodies.js';
import { documentCookies, documentLoginResponse } from './openapi/cookies.js';
import { documentDemands } from './openapi/document-demands.js';
import type { Document } from './openapi/document.js';
import { documentProblems } from './openapi/document-problems.js';
import { documentExamples } from './openapi/examples.js';
import { documentFields } from './openapi/fields.js';
import { documentHeaderFields } from './openapi/header-fields.js';
import { partNullableMaps } from './openapi/nullable-maps.js';
import { documentPathParameters } from './openapi/path-parameters.js';
import { putInOrder } from './openapi/put-in-order.js';
import { documentHeaders } from './openapi/response-headers.js';
import { documentSecurity } from './openapi/security.js';
import { VERSION } from './version.js';

const DESCRIPTION = `Gatehouse logs people in and gives out signed tokens that every service can check by itself.
Sessions, tokens and roles can be taken back at any time, at once.

Errors are problem documents (RFC 9457) with a stable \`code\`; \`x-problem-codes\` lists those of an operation. What an
operation demands of its caller beside a token is in \`x-required-permissions\` (\`all\` of some, \`any\` of others) and
\`x-recent-login-seconds\`. Lists come in parts: send the \`next_cursor\` of one as \`cursor\` to get the next, until it is
null. Answers may get further fields and problems further codes: ignore what you do not know.

To a method that is not in this document every path answers 405 \`method_not_allowed\`, to \`OPTIONS\` 204, both with the
methods that it knows in \`Allow\`; a path that is not in it answers 404 \`not_found\`.`;

/** The document of the API, made from the controllers and their DTOs. The same wherever the service runs. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Gatehouse')
    .setDescription(DESCRIPTION.replaceAll(/(?<!\n)\n(?!\n)/g, ' '))
    .setVersion(VERSION)
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addServer('/', 'The service that serves this document, be it local, staging or production', undefined, {
      'x-internal': false,
    })
    .addBearerAuth()
    .addBasicAuth()
    .addTag('auth', 'Registering, logging in and out, refreshing, the own account')
    .addTag('factors', 'What one has besides the password')
    .addTag('sessions', 'The own sessions')
    .addTag('users', 'Accounts, for administrators')
    .addTag('roles', 'Roles and who has them, for administrators')
    .addTag('permissions', 'What there is to be permitted, and who holds it')
    .addTag('clients', 'Service clients and their secrets, for administrators')
    .addTag('identity-providers', 'Other providers by which people log in, for administrators')
    .addTag('audit', 'What was done, by whom and to what')
    .addTag('statistics', 'How many there are of what')
    .addTag('revocations', 'Taking tokens back')
    .addTag('oauth', 'OAuth 2 for services: tokens, introspection, revocation, keys')
    .addTag('openid', 'OpenID Connect: applications let people log in here')
    .addTag('operation', 'Health')
    .build();
  const operationIdFactory = (_controller: string, method: string): string => method;
  const made = SwaggerModule.createDocument(app, config, { operationIdFactory });
  const handlers = handlersOf(app);
  documentDemands(made, demandsOf(handlers));
  // A copy, since parts of what was made are shared: between operations, and with the next document.
  const document = structuredClone(made) as unknown as Document;
  delete document.info['contact'];
  Object.assign(document.components, { responses: {}, headers: {} });
  documentLoginResponse(document);
  documentProblems(document, handlers);
  documentHeaders(document, handlers);
  documentBodies(document, handlers);
  documentPathParameters(document);
  documentFields(document, handlers);
  documentHeaderFields(document);
  documentExamples(document);
  documentCookies(document);
  documentSecurity(document, handlers);
  partNullableMaps(document);
  putInOrder(document);
  return document as unknown as OpenAPIObject;
}
