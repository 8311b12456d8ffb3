import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bearerChallenge, insufficientScopeChallenge, type ProblemCode, type ProblemDocument } from '#libs/contracts';
import '../http/request-notes.js';
import { DomainError } from './domain-error.js';
import { traceIdOf } from '../tracing/trace-id.js';
import { oauthErrorOf } from './oauth-error.js';
import { problemOf } from './problem-of.js';

/**
 * The one place where errors become responses, whatever was thrown: `application/problem+json` (RFC 9457), or the form
 * of RFC 6749 at the OAuth endpoints.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** @returns what was told, before it was put into the form of an OAuth endpoint */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): ProblemDocument {
    const { document, retryAfterSeconds } = problemOf(error);
    const trace_id = traceIdOf(request.headers);
    if (document.status >= 500) this.log(error, document.status, request, trace_id);
    if (retryAfterSeconds !== undefined) reply.header('Retry-After', String(retryAfterSeconds));
    reply.header('Cache-Control', 'no-store');
    const challenge = challengeOf(document.code, error);
    // A guard that refuses a request has set the header itself.
    if (challenge !== undefined && !reply.hasHeader('WWW-Authenticate')) reply.header('WWW-Authenticate', challenge);
    const { isOAuth } = request.meantRoute ?? request.routeOptions.config;
    if (isOAuth === true) answerOAuth(document, reply);
    else answerProblem({ ...document, instance: `urn:uuid:${request.id}`, ...(trace_id && { trace_id }) }, reply);
    return document;
  }

  private log(error: unknown, status: number, request: FastifyRequest, trace_id?: string): void {
    const { method, routeOptions, id } = request;
    const of = { method, route: routeOptions.url, request_id: id, ...(trace_id && { trace_id }) };
    const entry = { message: describe(error), ...of, status };
    if (status === 500) this.logger.error(entry, error instanceof Error ? error.stack : undefined);
    else this.logger.warn(entry);
  }
}

/** RFC 6750 §3.1. */
function challengeOf(code: ProblemCode, error: unknown): string | undefined {
  if (code === 'token_missing') return bearerChallenge();
  if (code === 'invalid_token') return bearerChallenge(code);
  if (code !== 'insufficient_scope') return undefined;
  return insufficientScopeChallenge(error instanceof DomainError ? error.scope : undefined);
}

function answerProblem(document: ProblemDocument, reply: FastifyReply): void {
  // Fastify would add a charset to a text, which this media type does not know. It adds none to bytes.
  reply
    .code(document.status)
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(document)));
}

function answerOAuth(problem: ProblemDocument, reply: FastifyReply): void {
  const { status, document } = oauthErrorOf(problem);
  if (status === 401) reply.header('WWW-Authenticate', 'Basic realm="gatehouse"');
  reply.code(status).send(document);
}

/** Tells names and messages down the chain of causes. It never tells the objects: a database error carries its parameters. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is not an Error was thrown';
  const cause = error.cause instanceof Error ? `, caused by ${describe(error.cause)}` : '';
  return `${error.name}: ${error.message}${cause}`;
}
