import { join } from 'node:path';

import { Account } from './account.js';
import { type Binaries, locateBinaries } from './binaries.js';
import { ensureCluster, exists, readPasswords } from './cluster.js';
import { clusterIn, ensureDataFolder, handOver } from './data-folder.js';
import { joinServer, type JoinedServer } from './join-server.js';
import { chooseServerUser } from './server-user.js';
import { shutDown } from './shutdown.js';

export interface EmbeddedPostgresOptions {
  /** Folder that keeps the database between runs; created where it is missing. On a disk of this machine. */
  readonly dataDir: string;
  /** Receives a line for each step worth knowing. */
  readonly log?: (line: string) => void;
}

/**
 * A PostgreSQL that comes with the service, for running it where none has been set up.
 *
 * Services on one data folder share one server: the first to come starts it, a server left by a killed service is
 * joined like any other, and the last to leave ends it. Signals and the end of the process are the caller's matter.
 */
export class EmbeddedPostgres {
  private stopping: Promise<void> | undefined;

  private constructor(
    /** Connection string of the role `gatehouse` (no superuser, may create databases) to its database `gatehouse`. */
    readonly url: string,
    private readonly server: JoinedServer,
    private readonly cluster: string,
    private readonly binaries: Binaries,
    private readonly log: (line: string) => void,
  ) {}

  /** Whether a database was made in the folder before. */
  static async isIn(dataDir: string): Promise<boolean> {
    return exists(join(clusterIn(dataDir), 'PG_VERSION'));
  }

  /**
   * Resolves once the server accepts connections.
   *
   * @throws Error that says what to do, when this machine has no binaries, when the folder cannot be used by the
   *   user who runs PostgreSQL, or when PostgreSQL does not start.
   */
  static async start({ dataDir, log = () => undefined }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const binaries = locateBinaries();
    const folder = await ensureDataFolder(dataDir);
    const cluster = clusterIn(folder.path);
    const user = await chooseServerUser(cluster);
    if (user !== undefined) await handOver(folder, user);
    const account = await Account.for(user, [cluster, binaries.postgres]);
    await ensureCluster(folder.path, binaries, account, log);
    const passwords = await readPasswords(cluster);
    const server = await joinServer({ dataDir: folder.path, binaries, account, passwords });
    log(`PostgreSQL (process ${server.pid}${server.found ? ', found running' : ''}) is ready on port ${server.port}`);
    const url = `postgres://gatehouse:${passwords.service}@127.0.0.1:${server.port}/gatehouse`;
    return new EmbeddedPostgres(url, server, cluster, binaries, log);
  }

  /**
   * Ends the server, and with it all connections, unless another service uses it as well: then it is left to that
   * one. May be called more than once.
   *
   * @throws Error when the server does not end.
   */
  async stop(): Promise<void> {
    this.stopping ??= this.stopOnce();
    return this.stopping;
  }

  private async stopOnce(): Promise<void> {
    const { presence, pid } = this.server;
    try {
      if (await presence.leave()) await shutDown(pid, this.cluster, this.binaries);
      else this.log(`PostgreSQL (process ${pid}) is left running: another service uses it`);
    } finally {
      await presence.release();
    }
  }
}
