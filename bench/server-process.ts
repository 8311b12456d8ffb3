import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Launch {
  readonly name: string;
  /** Arguments of node. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const READY_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 10_000;
const KEPT_LINES = 30;
/** As JSON by the service and the floor, in plain words by notes. */
const READY = /"msg":"ready"|^notes ready$/;
const LISTENING = /listening on (http:[^\s"]+)/;

/** A server in a process of its own, which says where it listens and when it is ready. */
export class ServerProcess {
  private readonly lines: string[] = [];
  private url: string | undefined;

  private constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
  ) {}

  /** Made at once, so that it can be stopped before it is ready. */
  static launch({ name, args, env }: Launch): ServerProcess {
    const passed = Object.fromEntries(['PATH', 'TMPDIR', 'TEMP', 'SystemRoot'].map(key => [key, process.env[key]]));
    // In a group of its own: Ctrl-C reaches the bench alone, which then ends everything in order.
    const options = { env: { ...passed, ...env }, detached: process.platform !== 'win32' };
    return new ServerProcess(
      name,
      spawn(process.execPath, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  /** Resolves with its URL. @throws Error with its last words when it ends instead or takes too long */
  async ready(signal: AbortSignal): Promise<{ url: string; pid: number }> {
    const { child } = this;
    const announced = new Promise<void>(resolve => {
      for (const stream of [child.stdout, child.stderr]) {
        if (stream !== null) createInterface({ input: stream }).on('line', line => this.read(line, resolve));
      }
    });
    const limit = AbortSignal.any([signal, AbortSignal.timeout(READY_WITHIN_MS)]);
    const ended = Promise.race([once(child, 'exit', { signal: limit }), once(child, 'error', { signal: limit })]);
    const outcome = await Promise.race([announced, ended.then(() => 'ended', String)]);
    signal.throwIfAborted();
    if (outcome === undefined && this.url !== undefined && child.pid !== undefined) {
      return { url: this.url, pid: child.pid };
    }
    throw new Error(`The ${this.name} did not become ready (${String(outcome)}):\n${this.lines.join('\n')}`);
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  }

  private read(line: string, ready: () => void): void {
    this.lines.push(line);
    if (this.lines.length > KEPT_LINES) this.lines.shift();
    if (READY.test(line)) ready();
    this.url = LISTENING.exec(line)?.[1] ?? this.url;
  }
}
