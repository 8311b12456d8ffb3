import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerUser } from '../../../libs/persistence/src/embedded/server-user.js';
import { endOf, endProgram } from '../end-program.js';
import type { Network } from './network.js';
import { etcdArguments, patroniSettings, type Place } from './settings.js';

/** A machine of the cluster: one of the three that run etcd, and Patroni with its PostgreSQL. */
export class Node implements Place {
  readonly name: string;
  readonly address: string;
  private etcd: ChildProcess | undefined;
  private patroni: ChildProcess | undefined;

  constructor(
    readonly place: number,
    readonly folder: string,
    private readonly network: Network,
    private readonly user: ServerUser,
  ) {
    this.name = `node${place}`;
    this.address = network.address(place);
  }

  get namespace(): string {
    return this.network.namespace(this.place);
  }

  get settings(): string {
    return join(this.folder, 'patroni.yml');
  }

  async prepare(all: readonly Place[]): Promise<void> {
    await mkdir(this.folder, { mode: 0o700 });
    await writeFile(this.settings, patroniSettings(this, all));
    await this.run(['chown', '-R', `${this.user.uid}:${this.user.gid}`, this.folder]);
  }

  startEtcd(all: readonly Place[]): void {
    this.etcd = this.spawn('etcd', etcdArguments(this, all));
  }

  startPatroni(): void {
    this.patroni = this.spawn('patroni', [this.settings]);
  }

  /** As a machine that loses its power. */
  async kill(): Promise<void> {
    const ended = [this.etcd, this.patroni].map(endOf);
    for (;;) {
      const left = await this.processes();
      if (left.length === 0) break;
      for (const pid of left) signal(pid, 'SIGKILL');
      await delay(20);
    }
    await Promise.all(ended);
  }

  async killEtcd(): Promise<void> {
    await endProgram(this.etcd, 'SIGKILL');
  }

  /** As a machine that hangs: its kernel still accepts connections, and nobody answers on them. */
  async freeze(): Promise<void> {
    // What was begun meanwhile is found the second time.
    for (let time = 0; time < 2; time++) await this.signalAll('SIGSTOP');
  }

  async thaw(): Promise<void> {
    await this.signalAll('SIGCONT');
  }

  /** Its Patroni hangs, and nothing else: PostgreSQL goes on as what it was, and nobody tells it what it has become. */
  freezePatroni(): void {
    this.patroni?.kill('SIGSTOP');
  }

  thawPatroni(): void {
    this.patroni?.kill('SIGCONT');
  }

  /** Runs a program within the node's network. @returns what it printed */
  async run(command: readonly string[]): Promise<string> {
    const child = spawn('ip', ['netns', 'exec', this.namespace, ...command], { env: ENVIRONMENT, cwd: this.folder });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
    }
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`${command.join(' ')} has ended with ${code}: ${printed}`);
    return printed;
  }

  private async signalAll(name: NodeJS.Signals): Promise<void> {
    for (const pid of await this.processes()) signal(pid, name);
  }

  /** Not HAProxy, which is in the network for a moment whenever it connects to something there. */
  private async processes(): Promise<number[]> {
    const found = await this.network.processes(this.place);
    return found.filter(pid => ownerOf(pid) === this.user.uid);
  }

  private spawn(program: string, args: readonly string[]): ChildProcess {
    const identity = [`--reuid=${this.user.uid}`, `--regid=${this.user.gid}`, '--clear-groups'];
    const command = ['netns', 'exec', this.namespace, 'setpriv', ...identity, program, ...args];
    // In a folder of its own, by which what was left behind would be found.
    const child = spawn('ip', command, { env: ENVIRONMENT, cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(join(this.folder, `${program}.log`), { flags: 'a' });
    for (const stream of [child.stdout, child.stderr]) stream.pipe(log, { end: false });
    child.once('close', () => log.end());
    return child;
  }
}

const ENVIRONMENT = { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`, LC_ALL: 'C', TZ: 'UTC' };

function ownerOf(pid: number): number | undefined {
  return statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
