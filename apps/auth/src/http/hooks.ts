import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify';
import {
  assertBodyShape,
  ClientAddress,
  type Config,
  DomainError,
  FORM_TYPE,
  LINES_TYPE,
  type Readiness,
} from '#libs/platform';
import { parseForm, textOf } from './body-text.js';
import { inLargePieces } from './merged-pieces.js';

const JSON_TYPE = 'application/json';

/** Notes who calls, before anybody asks. */
export function addClientAddress(fastify: FastifyInstance, { trustProxy }: Config): void {
  const clientAddress = new ClientAddress(trustProxy);
  fastify.decorateRequest('clientAddress', '');
  fastify.addHook('onRequest', (request, _reply, done) => {
    request.clientAddress = clientAddress.of(request.raw);
    done();
  });
}

/** What happens to every request, whatever its route. */
export function addHooks(fastify: FastifyInstance, readiness: Readiness): void {
  // The API reads JSON and OAuth endpoints read forms. Another site can post a form, which never reaches a route of the API.
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser(FORM_TYPE, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseForm(textOf(body)));
    } catch (error) {
      done(error as Error);
    }
  });
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser(JSON_TYPE);
  fastify.addContentTypeParser(JSON_TYPE, { parseAs: 'buffer' }, (request, body, done) => {
    try {
      void parseJson(request, textOf(body), done);
    } catch (error) {
      done(error as Error);
    }
  });
  // Read by the handler, as it arrives: nobody who is refused has anything of it read.
  fastify.addContentTypeParser(LINES_TYPE, (_request, body, done) => done(null, body));
  fastify.addHook('onRoute', route => {
    if (route.config?.maxBodyBytes !== undefined) route.bodyLimit = route.config.maxBodyBytes;
  });
  fastify.addHook('onRequest', ({ headers }, _reply, done) => {
    done(tooLong(headers));
  });
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const refusal = wrongMediaType(request);
    if (refusal !== null || request.routeOptions.config.readsLines === true) done(refusal, payload);
    else done(null, inLargePieces(payload, lengthOf(request)));
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    try {
      assertNotNull(request);
      if (request.routeOptions.config.readsLines !== true) assertBodyShape(request.body);
      assertBodyShape(request.query);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (readiness.isDraining) reply.header('Connection', 'close');
    done();
  });
}

/** These headers may hold any text, since the service judges few requests by them or none. It limits their length. */
const FREE_FIELDS = ['if-none-match', 'last-event-id', 'x-csrf-token'];
export const MAX_FREE_FIELD_LENGTH = 8192;

function tooLong(headers: FastifyRequest['headers']): DomainError | undefined {
  const isTooLong = FREE_FIELDS.some(name => (headers[name]?.length ?? 0) > MAX_FREE_FIELD_LENGTH);
  return isTooLong ? new DomainError('headers_too_large') : undefined;
}

/** No DTO allows a body of `null`, but Nest's pipes take it for one that was left out. */
function assertNotNull({ body, headers }: FastifyRequest): void {
  if (body === null && headers['content-type'] !== undefined) {
    throw new DomainError('validation_failed', { detail: 'The body is null.' });
  }
}

/** The body of a GET or HEAD has no meaning (RFC 9110 §9.3.1). Nobody reads it, so its type does not matter. */
const BODILESS = ['GET', 'HEAD'];

function wrongMediaType({ method, headers, routeOptions }: FastifyRequest): DomainError | null {
  const hasBody = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
  if (!hasBody || BODILESS.includes(method)) return null;
  const expected = expectedType(routeOptions.config);
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (type.trim() === expected && parameters.every(isNoOtherCharset)) return null;
  return new DomainError('unsupported_media_type', { detail: `The body has to be ${expected}.` });
}

/** @returns nothing where it is yet to be seen */
function lengthOf({ headers }: FastifyRequest): number | undefined {
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : undefined;
}

function expectedType({ isOAuth, readsLines }: FastifyContextConfig): string {
  if (readsLines === true) return LINES_TYPE;
  return isOAuth === true ? FORM_TYPE : JSON_TYPE;
}

/** JSON is UTF-8 (RFC 8259 §8.1), and so are forms. A proxy would read another charset in another way, so it is refused. */
const isNoOtherCharset = (parameter: string): boolean =>
  !/^\s*charset\s*=/.test(parameter) || /^\s*charset=("?)utf-8\1\s*$/.test(parameter);
