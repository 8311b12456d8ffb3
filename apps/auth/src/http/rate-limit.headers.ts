import type { FastifyReply } from 'fastify';
import type { CountedRequest } from './rate-limit.storage.js';

/** The name of the one policy that there is: each route has a quota of its own. */
const POLICY = '"route"';

/**
 * Says what is allowed and how much of it is left (draft-ietf-httpapi-ratelimit-headers-11, structured fields of RFC 9651). Whom the
 * quota is shared with is not told: that is somebody's address.
 * @param windowMs how long the window is, in milliseconds
 */
export function tellRateLimit(
  reply: FastifyReply,
  { limit, totalHits, timeToExpire }: CountedRequest,
  windowMs: number,
): void {
  void reply.header('RateLimit-Policy', `${POLICY};q=${limit};w=${Math.ceil(windowMs / 1000)}`);
  void reply.header('RateLimit', `${POLICY};r=${Math.max(0, limit - totalHits)};t=${timeToExpire}`);
}
