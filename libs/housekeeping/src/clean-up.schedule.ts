import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '#libs/platform';
import { CleanUp } from './clean-up.js';

/** Runs the clean-up every `GATEHOUSE_CLEANUP_INTERVAL`, never twice at the same time in one process. */
@Injectable()
export class CleanUpSchedule implements OnModuleDestroy {
  private readonly logger = new Logger(CleanUpSchedule.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly config: Config,
    private readonly cleanUp: CleanUp,
  ) {}

  start(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.runOnce().then(() => this.start());
    }, this.config.cleanUpInterval * 1000).unref();
  }

  /** Lets a clean-up that is under way finish. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async runOnce(): Promise<void> {
    try {
      await this.cleanUp.run();
    } catch (error) {
      this.logger.warn(`The clean-up was broken off and comes again: ${String(error)}`);
    }
  }
}
