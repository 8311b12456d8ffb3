/**
 * The data source of the TypeORM command line (`npm run migration:…`). The service makes its own from the same
 * entities and migrations.
 */
import 'reflect-metadata';
import { migrationDataSource } from '#libs/persistence';
import { entities } from './apps/auth/src/entities.js';

const url = process.env['DATABASE_URL'];
if (url === undefined || url === '') throw new Error('Set DATABASE_URL to the PostgreSQL that is to be migrated.');

export default migrationDataSource(url, entities);
