import { DatabaseError } from 'pg';
import { DomainError } from '#libs/platform';

const RETRY_AFTER_SECONDS = 1;

/** Error classes of PostgreSQL (appendix A) that say "not now" rather than "not so". */
const UNAVAILABLE_SQLSTATES = new Set([
  '25006', // read_only_sql_transaction: connected to a standby, as during a failover
  '57014', // query_canceled: past the statement's time limit
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '25P03', // idle_in_transaction_session_timeout
]);

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

/** The driver and TypeORM give these no code. */
const DRIVER_MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|timeout expired|not queryable|Driver not Connected|Connection ended|pool after calling end/i;

/** Whether an error means that the database cannot be reached or did not answer in time. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') {
    // Classes 08: connection exceptions, 53: insufficient resources.
    if (code.startsWith('08') || code.startsWith('53') || UNAVAILABLE_SQLSTATES.has(code) || NETWORK_CODES.has(code))
      return true;
  }
  return DRIVER_MESSAGE.test(error.message) || (error.cause !== undefined && isUnavailable(error.cause));
}

/** Whether running the transaction again may succeed: serialization_failure, deadlock_detected. */
export function isRetryable(error: unknown): boolean {
  return sqlState(error) === '40001' || sqlState(error) === '40P01';
}

/** What is told to callers: `database_unavailable` where that is the reason, any other error as it is. */
export function unavailableOr(error: unknown): unknown {
  if (!isUnavailable(error) && !isRetryable(error)) return error;
  return new DomainError('database_unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS, cause: error });
}

/** Whether a statement was refused by the unique constraint or index of this name. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  return sqlState(error) === '23505' && driverError(error)?.constraint === constraint;
}

/** Whether a statement was refused by the foreign key of this name. */
export function isForeignKeyViolation(error: unknown, constraint: string): boolean {
  return sqlState(error) === '23503' && driverError(error)?.constraint === constraint;
}

function sqlState(error: unknown): string | undefined {
  return driverError(error)?.code;
}

function driverError(error: unknown): DatabaseError | undefined {
  if (error instanceof DatabaseError) return error;
  // TypeORM wraps the driver's error.
  const inner = error instanceof Error ? (error as { driverError?: unknown }).driverError : undefined;
  return inner instanceof DatabaseError ? inner : undefined;
}
