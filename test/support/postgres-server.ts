import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { Account } from '../../libs/persistence/src/embedded/account.js';
import { type Binaries, locateBinaries } from '../../libs/persistence/src/embedded/binaries.js';
import { chooseServerUser } from '../../libs/persistence/src/embedded/server-user.js';
import { endProgram, hasEnded } from './end-program.js';
import { freePort } from './free-port.js';

const SUPERUSER = 'postgres';

type Programs = Pick<Binaries, 'initdb' | 'postgres'>;

/**
 * A PostgreSQL server of a test's own, for what would disturb the one that all share: TLS, sockets, several servers,
 * settings of superusers. Trusts whoever comes, unless `hba` says otherwise. May be ended and started again.
 */
export class PostgresServer {
  private server: ChildProcess | undefined;

  private constructor(
    /** Also the directory of its socket. */
    readonly folder: string,
    readonly port: number,
    readonly account: Account,
    private readonly programs: Programs,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<PostgresServer> {
    const server = await PostgresServer.create();
    await server.configure(settings);
    await server.up();
    return server;
  }

  /**
   * A cluster that does not run yet.
   * @param parent the folder that it is made in
   * @param more options of initdb
   * @param programs those of another PostgreSQL than the embedded one
   */
  static async create(
    parent = tmpdir(),
    more: readonly string[] = [],
    programs: Programs = locateBinaries(),
  ): Promise<PostgresServer> {
    const folder = await mkdtemp(join(parent, 'gatehouse-postgres-'));
    const { initdb } = programs;
    const account = await Account.for(await chooseServerUser(join(folder, 'data')), [folder, initdb]);
    await account.own(folder);
    const server = new PostgresServer(folder, await freePort(), account, programs);
    await server.run(initdb, ['-D', server.data, '-U', SUPERUSER, '-A', 'trust', '--no-sync', ...LOCALE, ...more]);
    return server;
  }

  /** What a server is that does not run now, on another port: to PostgreSQL both are of one database. Does not run yet. */
  static async copyOf({ data, account, programs }: PostgresServer): Promise<PostgresServer> {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-postgres-'));
    await account.own(folder);
    const copy = new PostgresServer(folder, await freePort(), account, programs);
    await copy.run('cp', ['-a', data, copy.data]);
    await copy.configure({});
    return copy;
  }

  url(database = SUPERUSER, user = SUPERUSER): string {
    return `postgres://${user}@127.0.0.1:${this.port}/${database}`;
  }

  async configure(settings: Record<string, string>, hba?: string): Promise<void> {
    const all = {
      listen_addresses: '127.0.0.1',
      port: String(this.port),
      unix_socket_directories: this.folder,
      fsync: 'off',
      ...settings,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name} = '${value}'\n`);
    await writeFile(join(this.data, 'postgresql.auto.conf'), lines.join(''));
    if (hba !== undefined) await writeFile(join(this.data, 'pg_hba.conf'), hba);
  }

  /** Writes a file that the server, and nobody else but root, may read. @returns its path */
  async write(name: string, content: string): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, content);
    await chmod(path, 0o600);
    await this.account.own(path);
    return path;
  }

  async up(): Promise<void> {
    const server = this.account.spawn(this.programs.postgres, ['-D', this.data], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    server.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    this.server = server;
    while (!(await this.answers())) {
      if (hasEnded(server)) throw new Error(`PostgreSQL has ended: ${said}`);
      await delay(20);
    }
  }

  /** Whether it has ended by itself. */
  get hasEnded(): boolean {
    return this.server !== undefined && hasEnded(this.server);
  }

  /** Ends it, and with it all its connections; by SIGQUIT as if it had crashed. */
  async down(signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    const { server } = this;
    this.server = undefined;
    await endProgram(server, signal);
  }

  /** Begins anew as one that follows another, which here is nowhere. */
  async becomeStandby(): Promise<void> {
    await this.write('data/standby.signal', '');
    await this.down();
    await this.up();
  }

  /** Makes a standby a primary, on a timeline of its own. */
  async promote(): Promise<void> {
    await this.query('SELECT pg_promote()');
  }

  async stop(): Promise<void> {
    await this.down();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Runs statements as the superuser, through the socket. */
  async query<Row = Record<string, unknown>>(text: string, database = SUPERUSER): Promise<Row[]> {
    // Also where a test has forbidden to write.
    const options = '-c default_transaction_read_only=off';
    const client = new pg.Client({
      host: this.folder,
      port: this.port,
      user: SUPERUSER,
      database,
      ssl: false,
      options,
    });
    await client.connect();
    try {
      return (await client.query(text)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  /** Runs one of PostgreSQL's programs as the server's account. */
  async run(program: string, args: readonly string[]): Promise<void> {
    const child = this.account.spawn(program, args, { stdio: 'ignore' });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`${program} has ended with ${code}`);
  }

  private answers(): Promise<boolean> {
    return this.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }
}

const LOCALE = ['-E', 'UTF8', '--locale=C'];
