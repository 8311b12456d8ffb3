import type { Writable } from 'node:stream';
import type { LoggerService } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import { pino, type Logger } from 'pino';
import type { Metrics } from '../metrics/metrics.js';
import { LogOutput, LOSSES } from './log-output.js';
import { textStream } from './text-stream.js';

/** What Nest tells about its own start: of interest only to those who debug it. */
const FRAMEWORK_CONTEXTS = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

const LOSSES_HELP = 'Lines of the log that could not be written, or that nobody has read in time, by reason.';

export interface LogOptions {
  readonly level: string;
  readonly format: 'json' | 'text';
  readonly to?: Writable;
  /** Which of several processes that write into one log this is. */
  readonly worker?: number;
}

/**
 * Nest's logger on pino: one JSON object a line, or readable lines in development. Both escape control characters,
 * so a logged text cannot forge a line.
 */
export class ServiceLogger implements LoggerService {
  private readonly output: LogOutput;
  private readonly pino: Logger;

  constructor({ level, format, to = process.stdout, worker }: LogOptions) {
    const base = worker === undefined ? null : { worker };
    const form = { level, base, timestamp: pino.stdTimeFunctions.isoTime };
    this.output = new LogOutput(to);
    this.pino = pino(form, format === 'text' ? textStream(this.output) : this.output);
  }

  /** From now on the lines that are lost are counted: no other line could tell of them. */
  countLosses(metrics: Metrics): void {
    this.output.onLoss = metrics.addCounter('gatehouse_log_lines_lost_total', LOSSES_HELP, 'reason', LOSSES);
  }

  log(message: unknown, ...rest: unknown[]): void {
    const framework = FRAMEWORK_CONTEXTS.has(String(rest.at(-1)));
    this.write(framework ? 'debug' : 'info', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Nest passes the context last and, to `error`, a stack before it. */
  private write(
    level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace',
    message: unknown,
    rest: unknown[],
  ): void {
    const texts = rest.filter(item => typeof item === 'string');
    const context = texts.at(-1);
    const stack = texts.length > 1 ? texts[0] : undefined;
    const { message: text, ...fields } = isRecord(message) ? message : { message };
    this.pino[level]({ context, ...(stack !== undefined && { stack }), ...ofTrace(), ...fields }, String(text));
  }
}

/** Where somebody traces, what is said about a request belongs to its trace. */
function ofTrace(): { trace_id?: string; span_id?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Error) && !Array.isArray(value);
}
