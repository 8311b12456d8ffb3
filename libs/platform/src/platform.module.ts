import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Config } from './config/config.js';
import { HealthController } from './health/http/health.controller.js';
import { Readiness } from './health/readiness.js';
import { MetricsController } from './metrics/http/metrics.controller.js';
import { Limits } from './metrics/limits.js';
import { Metrics } from './metrics/metrics.js';
import { Cursors } from './paging/cursors.js';
import { MasterSecret } from './secrets/master-secret.js';

/** Configuration, secrets, cursors, health and metrics, for every module. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: PlatformModule,
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: Config, useValue: config },
        { provide: MasterSecret, useFactory: () => new MasterSecret(config.secrets) },
        Readiness,
        Metrics,
        Limits,
        Cursors,
      ],
      exports: [Config, MasterSecret, Readiness, Metrics, Limits, Cursors],
    };
  }
}
