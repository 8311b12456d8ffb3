import { DatabaseError } from 'pg';
import { QueryRunnerAlreadyReleasedError } from 'typeorm';
import { DomainError } from '#libs/platform';

const RETRY_AFTER_SECONDS = 1;

/** A connection could not be made, for whatever reason: nothing can be asked for now. Never names who was to log in how. */
export class CannotConnect extends Error {
  readonly reason: string;

  constructor(where: string | undefined, cause: unknown) {
    const reason = messageOf(cause);
    super(`cannot connect${where === undefined ? '' : ` to ${where}`}: ${reason}`, { cause });
    this.reason = reason;
    this.name = 'CannotConnect';
  }
}

/** A server or a session that may not do what it is there for. */
export class SessionRefused extends Error {
  override readonly name = 'SessionRefused';
}

/** Something in the database that cannot be there. Whoever asked for it gets an error, and nobody else. */
export class UnexpectedValue extends Error {
  override readonly name = 'UnexpectedValue';
}

/** read_only_sql_transaction: connected to a standby, as during a failover, or writing is forbidden. */
const READ_ONLY = '25006';

/** Errors of PostgreSQL (appendix A) that say "not now" rather than "not so". */
const UNAVAILABLE_SQLSTATES = new Set([
  READ_ONLY,
  '25P03', // idle_in_transaction_session_timeout
  '25P04', // transaction_timeout
  '55P03', // lock_not_available: past the time limit for a lock
  '57014', // query_canceled: past the statement's time limit
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '57P04', // database_dropped
  '57P05', // idle_session_timeout
]);

/** Classes of them: connection exceptions, insufficient resources, errors of the system below. */
const UNAVAILABLE_CLASSES = new Set(['08', '53', '58']);

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
  if (error instanceof CannotConnect || error instanceof SessionRefused) return true;
  // TypeORM lets go of a connection as soon as it dies, also between two statements of a transaction.
  if (error instanceof QueryRunnerAlreadyReleasedError) return true;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') {
    if (NETWORK_CODES.has(code) || UNAVAILABLE_SQLSTATES.has(code)) return true;
    if (code.length === 5 && UNAVAILABLE_CLASSES.has(code.slice(0, 2))) return true;
  }
  return DRIVER_MESSAGE.test(error.message) || (error.cause !== undefined && isUnavailable(error.cause));
}

/** Whether the server, or the session, may only be read. */
export function isReadOnly(error: unknown): boolean {
  return sqlState(error) === READ_ONLY;
}

/**
 * Whether the name of a statement was lost, was there already, or stands for a plan that does not fit any more
 * (invalid_sql_statement_name, duplicate_prepared_statement; a table was changed). Nothing has been done then.
 */
export function isNameLost(error: unknown): boolean {
  const state = sqlState(error);
  return state === '26000' || state === '42P05' || isPlanOutdated(error);
}

/** The part of it that says nothing of whether names last: a migration has changed a table while we run. */
export function isPlanOutdated(error: unknown): boolean {
  return sqlState(error) === '0A000' && isRaisedBy(error, 'RevalidateCachedQuery');
}

/**
 * Whether running the transaction again may succeed: serialization_failure, deadlock_detected, or a statement whose name
 * was lost, which goes without it then.
 */
export function isRetryable(error: unknown): boolean {
  return sqlState(error) === '40001' || sqlState(error) === '40P01' || isNameLost(error);
}

/** Whether a connection that has brought this error is good for nothing more. */
export function isFatal(error: unknown): boolean {
  return isUnavailable(error) || isNameLost(error);
}

/** Whether the first message of a connection was refused for a setting in it, as poolers do. */
export function isParameterRefused(error: unknown): boolean {
  // protocol_violation, feature_not_supported, undefined_object, invalid_parameter_value
  return ['08P01', '0A000', '42704', '22023'].includes(sqlState(innermost(error)) ?? '');
}

/** Whether the server has no TLS. */
export function isWithoutTls(error: unknown): boolean {
  const cause = innermost(error);
  return cause instanceof Error && cause.message === 'The server does not support SSL connections';
}

/** Whether a server does not offer what was asked for, or not to this role: it was made so, or is no PostgreSQL quite. */
export function isNotOffered(error: unknown): boolean {
  // insufficient_privilege, undefined_function, feature_not_supported
  return ['42501', '42883', '0A000'].includes(sqlState(error) ?? '');
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

/** By the function of PostgreSQL's that has raised it: the message is in the language of the server. */
function isRaisedBy(error: unknown, routine: string): boolean {
  return driverError(error)?.routine === routine;
}

function driverError(error: unknown): DatabaseError | undefined {
  if (error instanceof DatabaseError) return error;
  // TypeORM wraps the driver's error.
  const inner = error instanceof Error ? (error as { driverError?: unknown }).driverError : undefined;
  return inner instanceof DatabaseError ? inner : undefined;
}

function innermost(error: unknown): unknown {
  return error instanceof CannotConnect ? error.cause : error;
}

/** In words that may be logged. */
export function plainReason(error: unknown): string {
  return error instanceof CannotConnect ? error.reason : messageOf(error);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  // Where a name has several addresses, only the code says something.
  return error.message || ((error as { code?: string }).code ?? 'no answer');
}
