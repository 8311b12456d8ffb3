import { Logger } from '@nestjs/common';
import type { QueryConfig } from 'pg';
import type { DatabaseSettings } from '#libs/platform';
import type { Statement } from '../statement.js';

/** So many losses within so long are no accident. */
const LOSSES = 3;
const WITHIN_MS = 60_000;

/**
 * Whether statements are sent with their names. Names last as long as a session, so behind a pooler they may be lost, or
 * be there already: then they are done without.
 */
export class StatementNames {
  private readonly logger = new Logger('Database');
  private losses: number[] = [];
  private givenUp = false;

  constructor(private readonly mode: DatabaseSettings['prepared']) {}

  /** A statement as the driver takes it; without its name where that was lost a moment ago. */
  apply<Row, Values>(
    statement: Statement<Row, Values>,
    values: Values,
    { isPooled, isRepeated }: { isPooled: boolean; isRepeated: boolean },
  ): QueryConfig {
    const { name, text } = statement;
    const query = { text, values: statement.valuesOf(values) };
    return !isRepeated && this.areUsed(isPooled) ? { name, ...query } : query;
  }

  /** A name was unknown to the server, or known already. */
  noteLoss(): void {
    if (this.mode !== 'auto' || this.givenUp) return;
    const now = performance.now();
    this.losses = [...this.losses.filter(time => now - time < WITHIN_MS), now];
    if (this.losses.length < LOSSES) return;
    this.givenUp = true;
    this.logger.warn('The server loses the names of statements: from now on they go without (DATABASE_PREPARED=off)');
  }

  private areUsed(isPooled: boolean): boolean {
    return this.mode === 'on' || (this.mode === 'auto' && !isPooled && !this.givenUp);
  }
}
