import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { FIRST_PARTY_CLIENT } from '#libs/contracts';
import { type Config, createValidationPipe, Metrics, Readiness, ServiceLogger } from '#libs/platform';
import { AppModule } from './app.module.js';
import type { Counting } from './counting.js';
import { fastifyOptions } from './http/fastify.options.js';
import { limitConnections } from './http/connections.js';
import { addCors } from './http/cors.js';
import { fittingConnections } from './http/descriptors.js';
import { addClientAddress, addHooks } from './http/hooks.js';
import { assertDistinct, issuerPathOf } from './http/issuer-path.js';
import { MeasuredRequests } from './http/measured-requests.js';
import { Methods } from './http/methods.js';
import { addOneReading } from './http/one-reading.js';
import { addPages } from './http/pages.js';
import { addRawAnswers } from './http/raw-answers.js';
import { addSameBytes } from './http/same-bytes.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { traceRequests } from './http/traced-requests.js';
import { serveInTurn } from './http/turns.js';
import { addUnsentAnswers } from './http/unsent-answers.js';
import { openApiDocument } from './openapi.js';
import { servedDocument } from './openapi/served.js';

const DOCUMENT = '/openapi.json';
/** The same as the documentation's page has it. */
const DOCUMENT_OF_PAGE = '/docs/swagger-ui-init.js';

/** A route, and what its decorators declare of it. */
export interface RegisteredRoute {
  readonly method: string;
  readonly url: string;
  readonly isOAuth: boolean;
  /** Whether it reads its body as it arrives, whatever the length. */
  readonly readsLines: boolean;
  /** Absent where the usual limit counts. */
  readonly maxBodyBytes: number | undefined;
}

export interface Application {
  readonly app: NestFastifyApplication;
  /** Everything that answers, whoever registered it. */
  readonly routes: readonly RegisteredRoute[];
}

/** Builds the whole application, ready to listen. Needs no database: it connects at `Startup.run`. */
export async function createApplication(config: Config, counting?: Counting): Promise<Application> {
  const adapter = new FastifyAdapter({ ...fastifyOptions(config), skipMiddie: true });
  const routes = collectRoutes(adapter);
  const methods = new Methods();
  methods.note(adapter.getInstance());
  const measuredRequests = new MeasuredRequests();
  measuredRequests.note(adapter.getInstance());
  traceRequests(adapter.getInstance());
  const logger = loggerOf(config);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config, counting), adapter, {
    logger,
    // Fastify's own JSON parser serves; Nest would add one for forms to every route.
    bodyParser: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  serveInTurn(fastify.server);
  // Before the answers to preflights, so that those have them too.
  addSecurityHeaders(fastify);
  addClientAddress(fastify, config);
  addOneReading(fastify);
  addUnsentAnswers(fastify);
  addRawAnswers(fastify.server);
  logger.countLosses(app.get(Metrics));
  measuredRequests.tell(app.get(Metrics));
  addLimitOfConnections(fastify, app.get(Metrics), config);
  await addCors(fastify, config.corsOrigins);
  methods.answer(fastify);
  addHooks(fastify, app.get(Readiness));
  if (config.pages === 'on') await addPages(fastify);
  app.useGlobalPipes(createValidationPipe());
  addSameBytes(fastify, [DOCUMENT, DOCUMENT_OF_PAGE]);
  addDocument(fastify, app, config);
  SwaggerModule.setup('docs', app, () => servedDocument(openApiDocument(app), issuerPathOf(config.issuer)), {
    raw: false,
    customSiteTitle: 'Gatehouse API',
    swaggerOptions: {
      persistAuthorization: false,
      validatorUrl: 'none',
      requestInterceptor: sendOneCredential,
      // Its Authorize asks `/oauth/token` for a person's tokens as the public client does.
      initOAuth: { clientId: FIRST_PARTY_CLIENT },
    },
  });
  await app.init();
  assertDistinct(config.issuer, routes);
  return { app, routes };
}

/** Under the limit of open files, whatever was asked for: without a descriptor left there is no way to the database either. */
function addLimitOfConnections({ server }: FastifyInstance, metrics: Metrics, { maxConnections }: Config): void {
  const limit = fittingConnections(maxConnections);
  const openConnections = limitConnections(server, limit);
  metrics.addGauge('gatehouse_connections', 'Open connections of clients.', 'sum', openConnections);
  if (limit === maxConnections) return;
  new Logger('Gatehouse').warn(
    `the limit of open files leaves room for ${limit} connections, not for GATEHOUSE_MAX_CONNECTIONS=${maxConnections}`,
  );
}

export function loggerOf({ logLevel, logFormat, worker }: Config): ServiceLogger {
  return new ServiceLogger({ level: logLevel, format: logFormat, ...(worker !== undefined && { worker }) });
}

/**
 * Runs in the documentation's page, so it stands by itself: whoever is logged in by cookie in the same browser can try a
 * bearer token too, which would be refused beside the cookies.
 */
function sendOneCredential(request: { headers: Record<string, string>; credentials?: string }): object {
  if (request.headers['Authorization'] !== undefined) request.credentials = 'omit';
  return request;
}

/** Made when it is first asked for: most instances never are. */
function addDocument(fastify: FastifyInstance, app: NestFastifyApplication, { issuer }: Config): void {
  let text: string | undefined;
  fastify.get(DOCUMENT, (_request, reply) => {
    text ??= JSON.stringify(servedDocument(openApiDocument(app), issuer));
    return reply.type('application/json').send(text);
  });
}

function collectRoutes(adapter: FastifyAdapter): RegisteredRoute[] {
  const routes: RegisteredRoute[] = [];
  adapter
    .getInstance()
    .addHook('onRoute', ({ method, url, config: { isOAuth = false, readsLines = false, maxBodyBytes } = {} }) => {
      routes.push(...[method].flat().map(one => ({ method: one, url, isOAuth, readsLines, maxBodyBytes })));
    });
  return routes;
}
