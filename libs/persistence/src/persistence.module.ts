import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '#libs/platform';
import { DatabaseConnection } from './database-connection.js';
import { Database } from './database.js';
import { type Entities, serviceDataSource } from './data-source.js';
import { OwnConnection } from './own-connection.js';
import { Redis } from './redis/redis.js';

/** PostgreSQL, and Redis where it is configured, for every module. */
@Global()
@Module({})
export class PersistenceModule {
  static forRoot(entities: Entities): DynamicModule {
    return {
      module: PersistenceModule,
      providers: [
        {
          provide: DataSource,
          inject: [Config],
          useFactory: ({ databaseUrl }: Config) => serviceDataSource(databaseUrl ?? '', entities),
        },
        Database,
        DatabaseConnection,
        OwnConnection,
        { provide: Redis, inject: [Config], useFactory: (config: Config) => Redis.of(config) },
      ],
      exports: [Database, DatabaseConnection, OwnConnection, Redis],
    };
  }
}
