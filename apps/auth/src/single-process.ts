import { Logger } from '@nestjs/common';
import type { Config } from '#libs/platform';
import { announce } from './announcement.js';
import { type Prepared, prepareDevelopment } from './development.js';
import { onHangUp } from './hang-up.js';
import type { Program } from './program.js';
import { Service } from './service.js';

const logger = new Logger('Gatehouse');

/** The service where one process is all of it. */
export class SingleProcess implements Program {
  private constructor(
    private readonly service: Service,
    private readonly url: string,
    private readonly prepared: Prepared,
  ) {}

  static async start(config: Config): Promise<SingleProcess> {
    const prepared = await prepareDevelopment(config);
    try {
      const service = await Service.create(prepared.config);
      onHangUp(config, () => void service.reload());
      const url = await service.listen();
      logger.log(`listening on ${url}`);
      return new SingleProcess(service, url, prepared);
    } catch (error) {
      await prepared.release();
      throw error;
    }
  }

  async run(): Promise<void> {
    const login = await this.service.ready();
    logger.log('ready');
    announce(this.prepared.config, this.url, login);
  }

  drain(): Promise<void> {
    logger.log('stopping');
    return this.service.drain();
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.prepared.release();
    logger.log('stopped');
  }
}
