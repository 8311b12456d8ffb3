import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '#libs/platform';
import { CleanUp } from './clean-up.js';

/** Runs the clean-up every `GATEHOUSE_CLEANUP_INTERVAL`, never twice at the same time in one process. */
@Injectable()
export class CleanUpSchedule implements OnModuleDestroy {
  private readonly logger = new Logger(CleanUpSchedule.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();

  constructor(
    private readonly config: Config,
    private readonly cleanUp: CleanUp,
  ) {}

  start(): void {
    if (this.stopping.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.running = this.runOnce().then(() => this.start());
    }, this.config.cleanUpInterval * 1000).unref();
  }

  /** Lets the batch that is under way finish: all of a clean-up may take minutes. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private async runOnce(): Promise<void> {
    try {
      await this.cleanUp.run(this.stopping.signal);
    } catch (error) {
      this.logger.warn(`The clean-up was broken off and comes again: ${String(error)}`);
    }
  }
}
