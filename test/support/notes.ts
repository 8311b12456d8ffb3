import type { GatehouseOptions } from '#libs/verifier/core';
import { Api } from './api.js';
import { runNode, type RunningProcess } from './process.js';

const MAIN = 'dist/programs/notes.js';

/** The built notes service in a process of its own, spoken to over HTTP. */
export class Notes {
  private constructor(
    readonly process: RunningProcess,
    readonly url: string,
    readonly api: Api,
  ) {}

  /** The environment that makes it trust this issuer. */
  static environment(options: GatehouseOptions, overrides: Record<string, string> = {}): Record<string, string> {
    const { issuer, url, audience, client } = options;
    return {
      PORT: '0',
      GATEHOUSE_ISSUER: issuer,
      ...(url !== undefined && { GATEHOUSE_URL: url }),
      NOTES_AUDIENCE: audience,
      NOTES_CLIENT_ID: client.id,
      NOTES_CLIENT_SECRET: client.secret,
      ...overrides,
    };
  }

  /** Starts it and waits until it listens; `ready` waits for more. */
  static async launch(environment: Record<string, string>): Promise<Notes> {
    const running = runNode([MAIN], environment);
    const [, url = ''] = await running.printed(/notes listening on (http:\S+)/);
    return new Notes(running, url, new Api(url));
  }

  static async start(options: GatehouseOptions, overrides?: Record<string, string>): Promise<Notes> {
    const service = await Notes.launch(Notes.environment(options, overrides));
    await service.ready();
    return service;
  }

  /** Resolves once it can judge its callers. */
  async ready(): Promise<void> {
    await this.process.printed(/^notes ready$/m);
  }

  /** Asks it to end, as an operator would. @returns the exit code */
  async stop(): Promise<number | null> {
    this.process.child.kill('SIGTERM');
    return this.process.exited();
  }

  async kill(): Promise<void> {
    this.process.child.kill('SIGKILL');
    await this.process.exited();
  }
}
