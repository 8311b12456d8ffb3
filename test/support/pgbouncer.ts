import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { endProgram, hasEnded } from './end-program.js';
import { freePort } from './free-port.js';
import { canRun } from './installed.js';
import type { PostgresServer } from './postgres-server.js';

const PROGRAM = 'pgbouncer';

/** Whether PgBouncer can be started here; where not, what needs it is left out, and says so. */
export const pgbouncerIsInstalled = canRun(PROGRAM);

/** A PgBouncer before a server of the test's own, which pools by the transaction unless `settings` say otherwise. */
export class PgBouncer {
  private constructor(
    private readonly process: ChildProcess,
    private readonly port: number,
  ) {}

  static async before(
    server: Pick<PostgresServer, 'port' | 'write' | 'account'>,
    settings: Record<string, string> = {},
  ): Promise<PgBouncer> {
    const port = await freePort();
    const all = {
      listen_addr: '127.0.0.1',
      listen_port: String(port),
      unix_socket_dir: '',
      auth_type: 'any',
      pool_mode: 'transaction',
      // Few, so that statements of one client soon meet a session that another has used.
      default_pool_size: '6',
      ...settings,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name} = ${value}\n`);
    const databases = `* = host=127.0.0.1 port=${server.port} user=postgres\n`;
    const file = await server.write(`pgbouncer-${port}.ini`, `[databases]\n${databases}[pgbouncer]\n${lines.join('')}`);
    const child = server.account.spawn(PROGRAM, [file], { stdio: 'ignore' });
    const bouncer = new PgBouncer(child, port);
    while (!(await bouncer.answers())) {
      if (hasEnded(child)) throw new Error(`PgBouncer has ended with ${child.exitCode}`);
      await delay(10);
    }
    return bouncer;
  }

  url(database: string): string {
    return `postgres://postgres@127.0.0.1:${this.port}/${database}`;
  }

  async stop(): Promise<void> {
    await endProgram(this.process, 'SIGKILL');
  }

  private answers(): Promise<boolean> {
    return new Promise(resolve => {
      const socket = connect(this.port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
  }
}
