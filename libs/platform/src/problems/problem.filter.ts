import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problem-of.js';

/** The one place where errors become responses: `application/problem+json` (RFC 9457), whatever was thrown. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { document, retryAfterSeconds } = problemOf(error);
    if (document.status >= 500) this.log(error, document.status, request);
    if (retryAfterSeconds !== undefined) reply.header('Retry-After', String(retryAfterSeconds));
    const body = JSON.stringify({ ...document, instance: `urn:uuid:${request.id}` });
    // As bytes: to a text Fastify would add a charset, which this media type does not know.
    reply
      .code(document.status)
      .header('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(Buffer.from(body));
  }

  private log(error: unknown, status: number, request: FastifyRequest): void {
    const { method, routeOptions, id } = request;
    const entry = { message: describe(error), method, route: routeOptions.url, request_id: id, status };
    if (status === 500) this.logger.error(entry, error instanceof Error ? error.stack : undefined);
    else this.logger.warn(entry);
  }
}

/** Names and messages down the chain of causes. Never the objects: a database error carries its parameters. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is not an Error was thrown';
  const cause = error.cause instanceof Error ? `, caused by ${describe(error.cause)}` : '';
  return `${error.name}: ${error.message}${cause}`;
}
