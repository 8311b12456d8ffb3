/** What one request took where the table holds so many sessions. Milliseconds, medians of the rounds. */
export interface Cost {
  readonly sessions: number;
  readonly p50: number;
  readonly server: number;
  readonly database: number;
}

export interface WorkFigures {
  readonly work: string;
  readonly costs: readonly Cost[];
  /** Bytes of WAL for a request, over all tables. */
  readonly walBytes: number;
}

export interface ScaleFigures {
  readonly rounds: number;
  readonly works: readonly WorkFigures[];
  /** Bytes of a session's row and of what all indexes have of it, in the largest table. */
  readonly rowBytes: number;
  readonly indexBytes: number;
  /** Part of the updates by refresh that were heap-only, in the largest table; null where none is known of yet. */
  readonly hotUpdates: number | null;
}

/** Processor time of service and database for a request, with the most sessions to that with the fewest. */
export function growth(costs: readonly Cost[]): number {
  const [fewest, most] = [costs[0], costs.at(-1)];
  if (fewest === undefined || most === undefined) return NaN;
  return (most.server + most.database) / (fewest.server + fewest.database);
}
