/**
 * The data source of the TypeORM command line (`npm run migration:…`). The service makes its own from the same
 * entities and migrations.
 */
import 'reflect-metadata';
import { migrationDataSource, Routes } from '#libs/persistence';
import { databaseSettings } from '#libs/platform';
import { entities } from './apps/auth/src/entities.js';

const { direct } = Routes.of({ database: databaseSettings(process.env) });

export default migrationDataSource(direct, entities);
