import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Gatehouse } from '#libs/verifier/core';
import { AppModule } from './app.module.js';
import { Config } from './config.js';
import { createAdapter } from './fastify.adapter.js';
import { createValidationPipe } from './problems/validation.js';

/** The running service: listens at once, is ready when it can judge its callers. */
export class Service {
  private constructor(private readonly app: NestFastifyApplication) {}

  /** @throws ConfigurationError */
  static async start(environment: NodeJS.ProcessEnv): Promise<Service> {
    const config = new Config(environment);
    const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), createAdapter(), {
      logger: ['warn', 'error', 'fatal'],
      // Fastify's own JSON parser serves; Nest would add one for forms to every route.
      bodyParser: false,
    });
    app.useGlobalPipes(createValidationPipe());
    await app.listen(config.port, config.host);
    return new Service(app);
  }

  url(): Promise<string> {
    return this.app.getUrl();
  }

  /** Resolves once there are keys and a first whole picture of what is revoked. Rejects if the service stops before. */
  async ready(): Promise<void> {
    await this.app.get(Gatehouse).start();
  }

  /** Ends open streams, finishes what is in flight and lets go of the feed. */
  async stop(): Promise<void> {
    await this.app.close();
  }
}
