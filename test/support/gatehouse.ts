import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Api } from './api.js';
import type { TestDatabase } from './database.js';
import { watch } from './openapi/watched.js';
import { runProgram, type RunningProcess } from './process.js';

export const MAIN = 'dist/programs/service.js';

export const ISSUER = 'https://auth.example.test';
export const ADMIN = { email: 'root@example.test', password: 'correct-otter-harvest-42' };

/** Settings under which tests run, unless they say otherwise: no limits, one audience, a first administrator. */
export function testEnvironment(
  database: TestDatabase,
  overrides: Record<string, string> = {},
): Record<string, string> {
  return {
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: database.url,
    GATEHOUSE_ISSUER: ISSUER,
    GATEHOUSE_SECRET: TEST_SECRET,
    GATEHOUSE_ADMIN_EMAIL: ADMIN.email,
    GATEHOUSE_ADMIN_PASSWORD: ADMIN.password,
    GATEHOUSE_THROTTLE: 'off',
    ...dataFolder(),
    LOG_LEVEL: 'info',
    ...overrides,
  };
}

/** Where mails go without a server: it is gone when the run is over. */
function dataFolder(): { GATEHOUSE_DATA_DIR?: string } {
  const file = process.env['GATEHOUSE_TEST_SERVER'];
  return file === undefined ? {} : { GATEHOUSE_DATA_DIR: join(dirname(file), 'data') };
}

export const TEST_SECRET = randomBytes(48).toString('base64url');

/** The built service in a process of its own, spoken to over HTTP. */
export class Gatehouse {
  private constructor(
    readonly process: RunningProcess,
    readonly url: string,
    readonly api: Api,
  ) {}

  /**
   * Starts it and waits until it listens; `ready` waits for more.
   * @param within what is to start it, if not this process does
   */
  static async launch(environment: Record<string, string>, within: readonly string[] = []): Promise<Gatehouse> {
    const [program, ...before] = [...within, process.execPath] as const;
    const running = runProgram([program, ...before, MAIN], environment);
    const [, url = ''] = await running.printed(/listening on (http:\/\/[^\s"]+)/);
    watch(url);
    return new Gatehouse(running, url, new Api(url));
  }

  static async start(database: TestDatabase, overrides: Record<string, string> = {}): Promise<Gatehouse> {
    const service = await Gatehouse.launch(testEnvironment(database, overrides));
    await service.ready();
    return service;
  }

  async ready(): Promise<void> {
    await this.process.printed(/Gatehouse: ready|"msg":"ready"/);
  }

  /** Its memory now, as the kernel counts it, in MiB; nothing where there is no kernel of Linux to ask. */
  memory(): number {
    if (process.platform !== 'linux') return 0;
    const status = readFileSync(`/proc/${this.process.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
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
