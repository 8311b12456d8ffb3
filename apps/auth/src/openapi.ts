import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { demandsOf } from './demands.js';
import { documentCookies } from './documented-cookies.js';
import { documentDemands } from './documented-demands.js';

const DESCRIPTION = `Gatehouse logs people in and gives out signed tokens that every service can check by itself.
Sessions, tokens and roles can be taken back at any time, at once. Errors are problem documents (RFC 9457) with a
stable \`code\`. What an operation demands of its caller beside a token is in \`x-required-permissions\` (\`all\` of some, \`any\`
of others) and \`x-recent-login-seconds\`.`;

/** The document of the API, made from the controllers and their DTOs. The same wherever the service runs. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Gatehouse')
    .setDescription(DESCRIPTION.replaceAll('\n', ' '))
    .setVersion('0.1.0')
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addCookieAuth(
      '__Host-gatehouse_access',
      { type: 'apiKey', in: 'cookie', description: 'What a login with `"transport": "cookie"` gives to a browser' },
      'cookie',
    )
    .addCookieAuth(
      '__Host-gatehouse_refresh',
      { type: 'apiKey', in: 'cookie', description: 'Its companion, by which a session goes on' },
      'refresh_cookie',
    )
    .addBasicAuth({ type: 'http', scheme: 'basic', description: 'client_id and client_secret of a service client' })
    .addTag('auth', 'Registering, logging in and out, refreshing, the own account')
    .addTag('sessions', 'The own sessions')
    .addTag('users', 'Accounts, for administrators')
    .addTag('roles', 'Roles and who has them, for administrators')
    .addTag('permissions', 'What there is to be permitted, and who holds it')
    .addTag('clients', 'Service clients and their secrets, for administrators')
    .addTag('audit', 'What was done, by whom and to what')
    .addTag('revocations', 'Taking tokens back')
    .addTag('oauth', 'OAuth 2 for services: tokens, introspection, revocation, keys')
    .addTag('operation', 'Health')
    .build();
  const operationIdFactory = (_controller: string, method: string): string => method;
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory });
  documentDemands(document, demandsOf(app));
  documentCookies(document);
  return document;
}
