import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import './request-notes.js';

/** Where a request came from, as far as it can be believed. */
export interface RequestOrigin {
  /** The socket's address, or what a trusted proxy says it is: always an address, in its one normal form. */
  readonly ip: string;
  /** As the caller gives it, cut to 256 characters. */
  readonly user_agent: string | null;
}

const MAX_USER_AGENT_LENGTH = 256;

/** The origin of a request, for those who have it at hand. */
export function originOf({ clientAddress: ip, headers }: FastifyRequest): RequestOrigin {
  // U+FFFD for what PostgreSQL's text cannot hold.
  const userAgent = headers['user-agent']?.slice(0, MAX_USER_AGENT_LENGTH).replaceAll('\0', '\ufffd');
  return { ip, user_agent: userAgent ?? null };
}

/** Hands the origin of the request to a handler's parameter. */
export const Origin = createParamDecorator((_data: unknown, context: ExecutionContext): RequestOrigin =>
  originOf(context.switchToHttp().getRequest()),
);
