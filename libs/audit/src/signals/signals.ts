import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { Metrics } from '#libs/platform';
import { Audit } from '../audit.js';
import type { AuditEvent } from '../audit-event.js';
import { type Signal, SIGNAL_KINDS, type SignalKind } from './signal.js';
import { SignalBook } from './signal-book.js';

const MINUTE_MS = 60_000;
const HELP = 'Signs of guessing, of limits that were hit and of what was refused, by kind.';

/**
 * Records what strangers can cause any number of: summed up by minute and source, and written when the minute is over. Nobody
 * waits for it, and nothing fails where it cannot be written.
 */
@Injectable()
export class Signals implements OnModuleDestroy {
  private readonly logger = new Logger('Security');
  private readonly book = new SignalBook();
  private readonly count: (kind: SignalKind) => void;
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    metrics: Metrics,
  ) {
    this.count = metrics.addCounter('gatehouse_security_signals_total', HELP, 'kind', SIGNAL_KINDS);
  }

  note(signal: Signal): void {
    this.count(signal.kind);
    this.book.note(signal);
    if (!this.isStopping) this.timer ??= setTimeout(() => void this.write(), MINUTE_MS).unref();
  }

  /** The last ones go into the trail while the database is still there. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    await this.write();
  }

  private async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const events = this.book.take();
    for (const line of linesOf(events)) this.logger.warn(line);
    try {
      await this.audit.recordAll(this.database, events);
    } catch (error) {
      this.logger.warn(`signals were not written to the audit trail: ${String(error)}`);
    }
  }
}

/** One for each kind. From where it was is in the trail alone: addresses do not belong into logs. */
function linesOf(events: readonly AuditEvent[]): { message: string; kind: string; count: number; sources: number }[] {
  const kinds = new Set(events.map(({ kind }) => kind));
  return [...kinds].map(kind => {
    const ofKind = events.filter(event => event.kind === kind);
    const count = ofKind.reduce((sum, { details }) => sum + Number(details?.['count']), 0);
    return { message: 'seen within a minute', kind, count, sources: ofKind.length };
  });
}
