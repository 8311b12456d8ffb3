import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Config } from '#libs/platform';
import { announce } from '../announcement.js';
import { loggerOf } from '../app.setup.js';
import { type Prepared, prepareDevelopment } from '../development.js';
import { onHangUp } from '../hang-up.js';
import type { Program } from '../program.js';
import { Crew } from './crew.js';

const logger = new Logger('Gatehouse');

/** All that is bounded in a worker's end is over by then, and there is time left to let go of the database. */
const LEAVING_MS = 15_000;

/** The service where several processes are it: this one starts and stops them, and has what they share. It serves nobody itself. */
export class Primary implements Program {
  private constructor(
    private readonly crew: Crew,
    private readonly url: string,
    private readonly prepared: Prepared,
  ) {}

  /** @param program the file of the program that this is */
  static async start(config: Config, program: string): Promise<Primary> {
    Logger.overrideLogger(loggerOf(config));
    const crew = new Crew(config.workers, program);
    onHangUp(config, () => crew.reload());
    const prepared = await prepareDevelopment(config);
    try {
      const url = await crew.begin(prepared.config);
      logger.log(`listening on ${url}`);
      return new Primary(crew, url, prepared);
    } catch (error) {
      crew.dismiss();
      await crew.gone().catch(() => undefined);
      await prepared.release();
      throw error;
    }
  }

  async run(): Promise<void> {
    const login = await this.crew.complete();
    logger.log('ready');
    announce(this.prepared.config, this.url, login);
    await this.crew.failing;
  }

  async drain(): Promise<void> {
    logger.log('stopping');
    this.crew.dismiss();
    await delay(this.prepared.config.drainDelay * 1000);
  }

  async stop(): Promise<void> {
    this.crew.dismiss();
    const impatience = setTimeout(() => this.crew.kill(), LEAVING_MS);
    await this.crew.gone().finally(() => {
      clearTimeout(impatience);
      return this.prepared.release();
    });
    logger.log('stopped');
  }
}
