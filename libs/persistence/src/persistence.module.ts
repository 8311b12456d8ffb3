import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config, Metrics } from '#libs/platform';
import { DatabaseMetrics } from './database-metrics.js';
import { DatabaseConnection } from './database-connection.js';
import { Database } from './database.js';
import { type Entities, serviceDataSource } from './data-source.js';
import { AbilityToWork } from './ability/ability-to-work.js';
import { ExamineDatabase } from './examination/examine-database.js';
import { OwnConnection } from './own-connection.js';
import { Redis } from './redis/redis.js';
import { Routes } from './routes.js';

/** PostgreSQL, and Redis where it is configured, for every module. */
@Global()
@Module({})
export class PersistenceModule {
  static forRoot(entities: Entities): DynamicModule {
    return {
      module: PersistenceModule,
      providers: [
        { provide: Routes, inject: [Config], useFactory: (config: Config) => Routes.of(config) },
        {
          provide: DataSource,
          inject: [Routes, Config],
          useFactory: ({ requests }: Routes, { database }: Config) =>
            serviceDataSource(requests, entities, database?.poolSize ?? 1),
        },
        AbilityToWork,
        Database,
        DatabaseMetrics,
        DatabaseConnection,
        ExamineDatabase,
        OwnConnection,
        {
          provide: Redis,
          inject: [Config, Metrics],
          useFactory: (config: Config, metrics: Metrics) => Redis.of(config, metrics),
        },
      ],
      exports: [Database, DatabaseConnection, ExamineDatabase, OwnConnection, Redis],
    };
  }
}
