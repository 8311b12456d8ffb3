import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { problemOf } from './problem-of.js';

/** Answers every error with `application/problem+json`. What the guards refuse is answered by the verifier itself. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    this.answer(error, host.switchToHttp().getResponse<FastifyReply>());
  }

  answer(error: unknown, reply: FastifyReply): void {
    const document = problemOf(error);
    if (document.status >= 500) this.logger.error(error instanceof Error ? error.stack : 'something was thrown');
    // As bytes: to a text Fastify would add a charset, which this media type does not know.
    reply
      .code(document.status)
      .type('application/problem+json')
      .header('Cache-Control', 'no-store')
      .send(Buffer.from(JSON.stringify(document)));
  }
}
