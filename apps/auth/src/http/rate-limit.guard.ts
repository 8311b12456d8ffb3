import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerRequest } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KnownDevicesOfRequests } from '#libs/auth';
import { Config, HealthController, Limits, USUAL_RATE_LIMIT } from '#libs/platform';
import { tellRateLimit } from './rate-limit.headers.js';
import type { RequestCounters } from './rate-limit.storage.js';

/** Counts requests by address (IPv6 by /64) and route. A login from a known device is not counted with others of its address. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  declare protected readonly storageService: RequestCounters;

  @Inject(Config) private readonly config!: Config;
  @Inject(Limits) private readonly limits!: Limits;
  @Inject(KnownDevicesOfRequests) private readonly knownDevicesOfRequests!: KnownDevicesOfRequests;

  /** Whoever watches the service's health asks often, and must not be told that it is ill for that. */
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(context.getClass() === HealthController);
  }

  /** Limits of single routes keep their proportion to the usual one. What is left of them is told to those that are refused, too. */
  protected override async handleRequest({ context, limit, ttl, ...how }: ThrottlerRequest): Promise<boolean> {
    const http = context.switchToHttp();
    const tracker = await how.getTracker(http.getRequest<FastifyRequest>(), context);
    const key = how.generateKey(context, tracker, 'default');
    const inForce = Math.ceil((limit * this.config.rateLimit) / USUAL_RATE_LIMIT);
    const counted = await this.storageService.increment(key, ttl, inForce);
    tellRateLimit(http.getResponse<FastifyReply>(), counted, ttl);
    if (!counted.isBlocked) return true;
    throw this.limits.reached('requests', counted.timeToBlockExpire);
  }

  protected override getTracker(request: FastifyRequest): Promise<string> {
    const { accountField } = request.routeOptions.config;
    const known = accountField && this.knownDevicesOfRequests.trackerOf(request, accountField);
    return known ? Promise.resolve(known) : super.getTracker({ ip: request.clientAddress });
  }
}
