import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Gatehouse } from '../../core/src/index.js';

/** Lets the feed live as long as the application. */
@Injectable()
export class GatehouseLifecycle implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly gatehouse: Gatehouse) {}

  /** Does not wait: a service starts and is alive while Gatehouse is away; its guards answer 503 meanwhile. */
  onModuleInit(): void {
    this.gatehouse.start().catch(() => {
      // Closed before it was ready, which is how an application ends early.
    });
  }

  /** Comes after the last request was answered. */
  async onApplicationShutdown(): Promise<void> {
    await this.gatehouse.close();
  }
}
