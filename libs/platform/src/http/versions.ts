import {
  applyDecorators,
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { DomainError } from '../problems/domain-error.js';

/** The versions of a thing that a caller has seen and would have changed; `undefined`: whichever it is. */
export type ExpectedVersion = readonly string[] | undefined;

const STRONG_TAG = /^"(\d{1,10})"$/;

/** @throws DomainError `precondition_failed` if it is another version by now (RFC 9110 §13.1.1) */
export function assertVersion(expected: ExpectedVersion, version: number): void {
  if (expected === undefined || expected.includes(String(version))) return;
  throw new DomainError('precondition_failed');
}

/** Hands a handler what `If-Match` demands. A tag that this service has not made matches nothing. */
export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext): ExpectedVersion => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined || header.trim() === '*') return undefined;
  return header.split(',').map(tag => STRONG_TAG.exec(tag.trim())?.[1] ?? 'unknown');
});

@Injectable()
class VersionTagger implements NestInterceptor<{ version: number }> {
  intercept(context: ExecutionContext, next: CallHandler<{ version: number }>): Observable<{ version: number }> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map(body => {
        reply.header('ETag', `"${body.version}"`);
        return body;
      }),
    );
  }
}

/** The route answers with the `version` of its body as `ETag`. */
export const Versioned = (): MethodDecorator => UseInterceptors(VersionTagger);

/** Documents the header that `@IfMatch()` reads. */
export const ApiIfMatch = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The `ETag` that was read: where it is another one by now, nothing is changed (412).',
      schema: { type: 'string', maxLength: 256, examples: ['"3"'] },
    }),
  );
