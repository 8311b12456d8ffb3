import { Readable } from 'node:stream';
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { arriving } from './arriving.js';
import { declaredAt, declareRoute } from './route-declarations.js';

/** The media type of lines of JSON, one value each. */
export const LINES_TYPE = 'application/x-ndjson';

/** Declares that a route reads lines of JSON, as they arrive: its body may be of any length, and take any time that it needs. */
export const ReadsLines = (): MethodDecorator =>
  applyDecorators(declareRoute({ readsLines: true }), ApiConsumes(LINES_TYPE));

export const isReadingLines = (handler: object): boolean => declaredAt(handler).readsLines === true;

/**
 * Hands the body of a route that `@ReadsLines()` to a handler's parameter, in pieces of any size. No more is read than is asked for.
 * Throws DomainError `invalid_request` where it does not go on.
 */
export const BodyLines = createParamDecorator(
  (_data: unknown, context: ExecutionContext): AsyncIterable<Uint8Array> => {
    const { body } = context.switchToHttp().getRequest<FastifyRequest>();
    return arriving(body instanceof Readable ? body : Readable.from([]));
  },
);
