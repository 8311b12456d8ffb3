import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FirstLogin, PasswordBlocklist } from '#libs/auth';
import { type Config, Readiness } from '#libs/platform';
import { createApplication } from './app.setup.js';
import type { Counting } from './counting.js';
import { Startup } from './startup.js';

const logger = new Logger('Gatehouse');
/**
 * As long as a request may take to arrive while the service runs; Node looks after that no more once it is stopping. Who has
 * sent half a request, or does not read the answer, is waited for no longer.
 */
const FINISHING_MS = 10_000;

/** What one process serves: it listens without a database, becomes ready when that is there, stops without losing a request. */
export class Service {
  private constructor(
    readonly app: NestFastifyApplication,
    private readonly config: Config,
  ) {}

  /** @param counting where requests and failures are counted, if not in this process alone */
  static async create(config: Config, counting?: Counting): Promise<Service> {
    const { app } = await createApplication(config, counting);
    return new Service(app, config);
  }

  /** @returns where it listens from now on */
  async listen(): Promise<string> {
    await this.app.listen(this.config.port, this.config.host);
    return this.app.getUrl();
  }

  /**
   * Resolves once ready. Rejects with what no waiting can mend, such as a key that the secret does not open.
   * @returns the first administrator's login if this start has made it up, to be shown once
   */
  ready(): Promise<FirstLogin | undefined> {
    return this.app.get(Startup).run();
  }

  /** Reads anew what lies in files. */
  async reload(): Promise<void> {
    await this.app.get(PasswordBlocklist).reload();
  }

  /** Turns not ready, and goes on serving until balancers have had time to see it. */
  async drain(): Promise<void> {
    // Answers say `connection: close` from now on.
    this.app.get(Readiness).drain();
    await delay(this.config.drainDelay * 1000);
  }

  /** Finishes what is in flight, as far as that can be done in time, and lets go of the database. */
  async stop(): Promise<void> {
    const { server } = this.app.getHttpAdapter().getInstance();
    const late = setTimeout(() => dropConnections(server), FINISHING_MS);
    await this.app.close().finally(() => clearTimeout(late));
  }
}

function dropConnections(server: Server): void {
  server.getConnections((_error, count) => {
    logger.warn(`dropping what did not finish within ${FINISHING_MS / 1000} s: ${count} connections`);
    server.closeAllConnections();
  });
}
