import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endProgram, hasEnded } from './end-program.js';
import { freePort } from './free-port.js';
import { canRun } from './installed.js';
import { use } from './use.js';

/** Whether a Redis server can be started here; where not, what needs one is left out, and says so. */
export const redisIsInstalled = canRun('redis-server');

/** A Redis server in a process of its own, on a port that stays the same when it is killed and started again. */
export class TestRedis {
  private server: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly folder: string,
    private readonly environment: Record<string, string>,
  ) {}

  /**
   * @param parent the folder in which it has its own
   * @param environment beside that of this process
   */
  static async start(parent = tmpdir(), environment: Record<string, string> = {}): Promise<TestRedis> {
    const folder = await mkdtemp(join(parent, 'gatehouse-redis-'));
    const redis = new TestRedis(await freePort(), folder, environment);
    await redis.restart();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it again, empty, after it was killed. @param password that `url` does not have */
  async restart(password = ''): Promise<void> {
    const where = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder];
    const env = { ...process.env, ...this.environment };
    const server = spawn('redis-server', [...where, '--save', '', '--requirepass', password], { stdio: 'ignore', env });
    this.server = server;
    const greeting = password === '' ? '+PONG' : '-NOAUTH';
    while (!(await this.say('PING').catch(() => '')).startsWith(greeting)) {
      if (hasEnded(server)) throw new Error(`redis-server has ended with ${server.exitCode}`);
      await delay(10);
    }
  }

  async flush(): Promise<void> {
    await this.say('FLUSHALL');
  }

  /** Has it save until that has failed, for want of room on its disk: from then on it refuses to write. */
  async saveInVain(): Promise<void> {
    await this.say('CONFIG', 'SET', 'save', '3600 1');
    await this.saveUntil('-MISCONF');
  }

  /** Has it save where there is room again. */
  async saveAgain(): Promise<void> {
    await this.saveUntil('+OK');
    await this.say('CONFIG', 'SET', 'save', '');
  }

  private async saveUntil(told: string): Promise<void> {
    const write = (): Promise<string> => this.say('SET', 'unsaved', '');
    for (; !(await write()).startsWith(told); await delay(50)) await this.say('BGSAVE');
  }

  /** Takes what is sent from then on, and answers nothing, until `resume`. */
  freeze(): void {
    this.server?.kill('SIGSTOP');
  }

  resume(): void {
    this.server?.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    await endProgram(server, 'SIGKILL');
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Sends one command; its answer's first line. */
  say(...words: string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, '127.0.0.1');
      socket.once('error', reject).once('data', data => {
        socket.destroy();
        resolve(data.toString().split('\r\n', 1)[0] ?? '');
      });
      socket.write(`*${words.length}\r\n${words.map(word => `$${word.length}\r\n${word}\r\n`).join('')}`);
    });
  }
}

/** A server for the tests of this block. @param parent the folder in which it has its own */
export function useRedis(parent?: () => string | undefined): TestRedis {
  return use(
    () => TestRedis.start(parent?.()),
    redis => redis.stop(),
  );
}
