import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FirstLogin } from '#libs/auth';
import { Readiness, readConfig } from '#libs/platform';
import { createApplication } from './app.setup.js';
import { type Prepared, prepareDevelopment } from './development.js';
import { Startup } from './startup.js';

const logger = new Logger('Gatehouse');
/**
 * As long as a request may take to arrive while the service runs; Node looks after that no more once it is stopping. Who has
 * sent half a request, or does not read the answer, is waited for no longer.
 */
const FINISHING_MS = 10_000;

/** The running service: listens at once, becomes ready when its database is there, stops without losing a request. */
export class Service {
  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly prepared: Prepared,
  ) {}

  /** @throws ConfigurationError */
  static async start(environment: NodeJS.ProcessEnv): Promise<Service> {
    const prepared = await prepareDevelopment(readConfig(environment));
    try {
      const { app } = await createApplication(prepared.config);
      await app.listen(prepared.config.port, prepared.config.host);
      logger.log(`listening on ${await app.getUrl()}`);
      return new Service(app, prepared);
    } catch (error) {
      await prepared.release();
      throw error;
    }
  }

  /** Resolves once ready. Rejects with what no waiting can mend, such as a key that the secret does not open. */
  async ready(): Promise<void> {
    const login = await this.app.get(Startup).run();
    await this.announce(login);
  }

  /** Turns not ready, and goes on serving until balancers have had time to see it. */
  async drain(): Promise<void> {
    logger.log('stopping');
    // Answers say `connection: close` from now on.
    this.app.get(Readiness).drain();
    await delay(this.prepared.config.drainDelay * 1000);
  }

  /** Finishes what is in flight, as far as that can be done in time, and lets go of the database. */
  async stop(): Promise<void> {
    const { server } = this.app.getHttpAdapter().getInstance();
    const late = setTimeout(() => dropConnections(server), FINISHING_MS);
    await this.app.close().finally(() => clearTimeout(late));
    await this.prepared.release();
    logger.log('stopped');
  }

  private async announce(login: FirstLogin | undefined): Promise<void> {
    logger.log('ready');
    if (this.prepared.config.environment === 'production') return;
    const url = (await this.app.getUrl()).replace('127.0.0.1', 'localhost');
    const lines = [`Gatehouse is ready at ${url}`, `API documentation: ${url}/docs`];
    if (login !== undefined) {
      lines.push(
        '',
        'The first administrator, shown this once:',
        `  e-mail:   ${login.email}`,
        `  password: ${login.password}`,
      );
    }
    process.stdout.write(`\n${lines.join('\n')}\n\n`);
  }
}

function dropConnections(server: Server): void {
  server.getConnections((_error, count) => {
    logger.warn(`dropping what did not finish within ${FINISHING_MS / 1000} s: ${count} connections`);
    server.closeAllConnections();
  });
}
