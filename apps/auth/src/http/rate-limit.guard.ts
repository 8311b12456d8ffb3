import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerRequest } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { KnownDevicesOfRequests } from '#libs/auth';
import { Config, DomainError, HealthController, USUAL_RATE_LIMIT } from '#libs/platform';

/** Counts requests by address (IPv6 by /64) and route. A login from a known device is not counted with others of its address. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override headerPrefix = 'RateLimit';

  @Inject(Config) private readonly config!: Config;
  @Inject(KnownDevicesOfRequests) private readonly knownDevicesOfRequests!: KnownDevicesOfRequests;

  /** Whoever watches the service's health asks often, and must not be told that it is ill for that. */
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(context.getClass() === HealthController);
  }

  /** Limits of single routes keep their proportion to the usual one. */
  protected override handleRequest(request: ThrottlerRequest): Promise<boolean> {
    const limit = Math.ceil((request.limit * this.config.rateLimit) / USUAL_RATE_LIMIT);
    return super.handleRequest({ ...request, limit });
  }

  protected override getTracker(request: FastifyRequest): Promise<string> {
    const { accountField } = request.routeOptions.config;
    const known = accountField && this.knownDevicesOfRequests.trackerOf(request, accountField);
    return known ? Promise.resolve(known) : super.getTracker({ ip: request.clientAddress });
  }

  protected override throwThrottlingException(_context: ExecutionContext, detail: ThrottlerLimitDetail): Promise<void> {
    throw new DomainError('too_many_requests', { retryAfterSeconds: detail.timeToBlockExpire });
  }
}
