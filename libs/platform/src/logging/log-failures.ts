import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.js';

const STREAMS = ['stdout', 'stderr'] as const;
const HELP = 'Writes of the log that failed, since its disk is full or nobody reads it any more, by stream.';

/**
 * Counts what the log has lost. Such a line can be told by no other line. The service goes on: whoever logs in has
 * nothing to do with a disk for logs that is full.
 */
@Injectable()
export class LogFailures implements OnModuleDestroy {
  private readonly unwatch: readonly (() => void)[];

  constructor(metrics: Metrics) {
    const count = metrics.addCounter('gatehouse_log_failures_total', HELP, 'stream', STREAMS);
    this.unwatch = STREAMS.map(name => {
      const note = (): void => count(name);
      process[name].on('error', note);
      return () => void process[name].off('error', note);
    });
  }

  onModuleDestroy(): void {
    for (const unwatch of this.unwatch) unwatch();
  }
}
