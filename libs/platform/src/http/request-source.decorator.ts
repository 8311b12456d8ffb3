import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import './request-notes.js';

/** Where a request came from, as far as it can be believed. */
export interface RequestSource {
  /** The socket's address, or what a trusted proxy says it is: always an address, in its one normal form. */
  readonly ip: string;
  /** As the caller gives it, cut to 256 characters. */
  readonly user_agent: string | null;
}

const MAX_USER_AGENT_LENGTH = 256;

/** The source of a request, for those who have it at hand. */
export function sourceOf({ clientAddress: ip, headers }: FastifyRequest): RequestSource {
  // U+FFFD for what PostgreSQL's text cannot hold.
  const userAgent = headers['user-agent']?.slice(0, MAX_USER_AGENT_LENGTH).replaceAll('\0', '\ufffd');
  return { ip, user_agent: userAgent ?? null };
}

/** Hands the source of the request to a handler's parameter. */
export const Source = createParamDecorator((_data: unknown, context: ExecutionContext): RequestSource =>
  sourceOf(context.switchToHttp().getRequest()),
);
