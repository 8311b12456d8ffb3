import {
  applyDecorators,
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { DomainError } from '../problems/domain-error.js';

/** The versions of a thing that a caller has seen and would have changed; `undefined`: whichever it is. */
export type ExpectedVersion = readonly string[] | undefined;

/** What a tag may hold between its quotes (RFC 9110 §8.8.3), commas among it. */
const ETAGC = '[\\x21\\x23-\\x7e\\x80-\\xff]*';
const listOf = (tag: string): string => `${tag}(?:[ \\t]*,[ \\t]*${tag})*`;
/** What `If-Match` takes: `*`, or strong tags. */
const STRONG_TAGS = new RegExp(`^(?:\\*|${listOf(`"${ETAGC}"`)})$`);
const TAGS = new RegExp(`^${listOf(`(?:W\\/)?"${ETAGC}"`)}$`);
const MAX_LENGTH = 256;
const TAG = /"([^"]*)"/g;

/** @throws DomainError `precondition_failed` if it is another version by now (RFC 9110 §13.1.1) */
export function assertVersion(expected: ExpectedVersion, version: number): void {
  if (expected === undefined || expected.includes(String(version))) return;
  throw new DomainError('precondition_failed');
}

/**
 * Hands a handler what `If-Match` demands. A tag that this service has not made matches nothing.
 * @throws DomainError `validation_failed` for what is no list of strong tags. A weak one could never match, and to say
 *   that somebody else was faster would send the caller around in circles.
 */
export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext): ExpectedVersion =>
  expectedIn(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

function expectedIn(header: string | undefined): ExpectedVersion {
  const text = header?.trim();
  if (text === undefined || text === '*') return undefined;
  if (text.length > MAX_LENGTH) throw unacceptable('max_length', `If-Match has at most ${MAX_LENGTH} characters`);
  if (!STRONG_TAGS.test(text)) {
    if (!TAGS.test(text)) throw unacceptable('malformed', 'If-Match takes an ETag with its quotes, such as "3", or *');
    throw unacceptable('weak', 'If-Match compares strong tags only: send "3" and not W/"3"');
  }
  return [...text.matchAll(TAG)].map(([, version = '']) => version);
}

function unacceptable(code: string, message: string): DomainError {
  return new DomainError('validation_failed', {
    detail: `${message}.`,
    errors: [{ field: 'If-Match', code, message }],
  });
}

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

const VERSIONED = 'openapi:versioned';

/** The route answers with the `version` of its body as `ETag`. */
export const Versioned = (): MethodDecorator =>
  applyDecorators(UseInterceptors(VersionTagger), SetMetadata(VERSIONED, true));

export const isVersioned = (handler: object): boolean => Reflect.getMetadata(VERSIONED, handler) === true;

/** Documents the header that `@IfMatch()` reads. */
export const ApiIfMatch = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The `ETag` that was read: where it is another one by now, nothing is changed (412).',
      schema: { type: 'string', pattern: STRONG_TAGS.source, maxLength: MAX_LENGTH, examples: ['"3"'] },
    }),
  );
