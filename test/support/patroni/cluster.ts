import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { Account } from '../../../libs/persistence/src/embedded/account.js';
import { chooseServerUser, type ServerUser } from '../../../libs/persistence/src/embedded/server-user.js';
import type { PgBouncer } from '../pgbouncer.js';
import { range } from '../rounds.js';
import { HaProxy } from './haproxy.js';
import { Network } from './network.js';
import { Node } from './node.js';
import { SCOPE } from './settings.js';

const NODES = 3;
export const DATABASE = 'gatehouse';
const PATIENCE_MS = 60_000;
const ASK_WITHIN_MS = 500;

interface Member {
  readonly name: string;
  readonly role: string;
  readonly state: string;
  readonly lag?: number | string;
}

/** PostgreSQL on three machines under Patroni, with synchronous replication, three members of etcd, and HAProxy before it. */
export class Cluster {
  private constructor(
    private readonly folder: string,
    private readonly network: Network,
    readonly nodes: readonly Node[],
    readonly proxy: HaProxy,
  ) {}

  static async start(): Promise<Cluster> {
    const user = await userOfNodes();
    // The servers have to come to their folders, and nobody else to what lies in them.
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-patroni-'));
    await chmod(folder, 0o711);
    const network = await Network.of(NODES);
    const nodes = range(NODES).map(place => new Node(place, join(folder, `node${place}`), network, user));
    const cluster = new Cluster(folder, network, nodes, await HaProxy.before(nodes, folder));
    try {
      await cluster.begin();
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** Through HAProxy. */
  get url(): string {
    return urlOf([this.proxy.primaryPort]);
  }

  /** That names all three, for whoever finds the primary among them for himself. */
  get urlOfAll(): string {
    return `${urlOf(this.proxy.postgresPorts)}?target_session_attrs=read-write`;
  }

  /** Whether a node leads by its own word, and says so soon. */
  async leads({ place }: Node): Promise<boolean> {
    const url = `http://127.0.0.1:${this.proxy.patroniPorts[place]}/primary`;
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(ASK_WITHIN_MS) }).catch(
      () => undefined,
    );
    return answer?.status === 200;
  }

  standbysOf(primary: Node): Node[] {
    return this.nodes.filter(node => node !== primary);
  }

  /** Waits until one leads and all others follow it, one of them synchronously. @returns who leads */
  async whole(): Promise<Node> {
    let members: Member[] | undefined;
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await delay(100)) {
      const [primary, ...others] = await this.leaders();
      // Somebody who goes on after a pause leads by its own word as well, and knows of no trouble.
      if (primary === undefined || others.length > 0) continue;
      members = await this.members(primary);
      const isFollowed = members.some(({ role }) => role === 'sync_standby');
      if (members.length === NODES && members.every(isWell) && isFollowed) return primary;
    }
    throw new Error(`the cluster did not become whole: ${JSON.stringify(members)}`);
  }

  /** The one that has all that was acknowledged. */
  async synchronousStandby(primary: Node): Promise<Node> {
    const found = (await this.members(primary)).find(({ role }) => role === 'sync_standby');
    const node = this.nodes.find(({ name }) => name === found?.name);
    if (node === undefined) throw new Error('no standby is synchronous');
    return node;
  }

  /** By command, as an operator does; only a synchronous standby is taken. */
  async switchOver(from: Node, to: Node): Promise<void> {
    const hands = ['--master', from.name, '--candidate', to.name, '--force'];
    const said = await to.run(['patronictl', '-c', to.settings, 'switchover', ...hands, SCOPE]);
    if (!said.includes('Successfully switched over')) throw new Error(said);
  }

  startEtcd(node: Node): void {
    node.startEtcd(this.nodes);
  }

  /** After it was killed. */
  restart(node: Node): void {
    node.startEtcd(this.nodes);
    node.startPatroni();
  }

  cut(node: Node): Promise<void> {
    return this.network.cut(node.place);
  }

  mend(node: Node): Promise<void> {
    return this.network.mend(node.place);
  }

  /** Runs a statement as the superuser, on the primary. */
  async query<Row = Record<string, unknown>>(text: string, database = DATABASE): Promise<Row[]> {
    const client = new pg.Client({ connectionString: urlOf([this.proxy.primaryPort], database) });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(text)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await Promise.all(this.nodes.map(node => node.kill()));
    await this.network.remove();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** HAProxy as a pooler is set before it. */
  async forPoolers(): Promise<Parameters<typeof PgBouncer.before>[0]> {
    const account = await Account.for(await userOfNodes(), [this.folder]);
    const write = async (name: string, content: string): Promise<string> => {
      const path = join(this.folder, name);
      await writeFile(path, content);
      await account.own(path);
      return path;
    };
    return { port: this.proxy.primaryPort, write, account };
  }

  private async begin(): Promise<void> {
    for (const node of this.nodes) await node.prepare(this.nodes);
    for (const node of this.nodes) this.restart(node);
    await this.whole();
    await this.query(`CREATE DATABASE ${DATABASE}`, 'postgres');
  }

  private async leaders(): Promise<Node[]> {
    const words = await Promise.all(this.nodes.map(node => this.leads(node)));
    return this.nodes.filter((_, place) => words[place]);
  }

  private async members(by: Node): Promise<Member[]> {
    const url = `http://127.0.0.1:${this.proxy.patroniPorts[by.place]}/cluster`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(ASK_WITHIN_MS) }).catch(() => undefined);
    return answer?.ok === true ? ((await answer.json()) as { members: Member[] }).members : [];
  }
}

async function userOfNodes(): Promise<ServerUser> {
  const user = await chooseServerUser(join(tmpdir(), 'no-such-folder'));
  if (user === undefined) throw new Error('only root may start a cluster');
  return user;
}

const isWell = ({ role, state }: Member): boolean =>
  state === 'running' || (role !== 'leader' && state === 'streaming');

function urlOf(ports: readonly number[], database = DATABASE): string {
  return `postgres://postgres@${ports.map(port => `127.0.0.1:${port}`).join()}/${database}`;
}
