/**
 * PostgreSQL through TypeORM: connections, transactions, named statements, migrations, the embedded
 * server; and Redis, where it is configured.
 */
export { isWatched } from './connection/primacy.js';
export { TIMELINE } from './connection/word.js';
export { type Entities, migrationDataSource } from './data-source.js';
export { isForeignKeyViolation, isNotOffered, isUniqueViolation, UnexpectedValue } from './database-errors.js';
export { deletingExpired } from './deleting-expired.js';
export { DatabaseConnection } from './database-connection.js';
export { Database } from './database.js';
export { EmbeddedPostgres } from './embedded/embedded-postgres.js';
export { type DatabaseFacts, ExamineDatabase } from './examination/examine-database.js';
export { examineRedis } from './examination/examine-redis.js';
export { migrate } from './migrate.js';
export { OwnConnection } from './own-connection.js';
export { PersistenceModule } from './persistence.module.js';
export { Redis } from './redis/redis.js';
export { RedisScript, type ScriptInput } from './redis/redis-script.js';
export { Routes } from './routes.js';
export { plannedAnew, type Statement, statement } from './statement.js';
export { StatementRunner, Transaction } from './transaction.js';
export { Turns } from './turns.js';
