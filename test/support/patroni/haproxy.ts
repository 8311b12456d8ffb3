import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endProgram } from '../end-program.js';
import { freePort } from '../free-port.js';
import type { Node } from './node.js';
import { PATRONI_PORT, POSTGRES_PORT } from './settings.js';

/**
 * HAProxy as operators have it before Patroni: one port that leads to whichever node says that it is the primary. Beside
 * that, each node has two ports of its own here, since only HAProxy can enter their networks.
 */
export class HaProxy {
  private constructor(
    private readonly process: ChildProcess,
    readonly primaryPort: number,
    /** Of PostgreSQL, by node. */
    readonly postgresPorts: readonly number[],
    /** Of Patroni's API, by node. */
    readonly patroniPorts: readonly number[],
  ) {}

  static async before(nodes: readonly Node[], folder: string): Promise<HaProxy> {
    const [primary, ...others] = await freePorts(1 + 2 * nodes.length);
    const [postgres, patroni] = [others.slice(0, nodes.length), others.slice(nodes.length)];
    const file = join(folder, 'haproxy.cfg');
    const text = [
      HEAD,
      listen('primary', primary!, nodes, POSTGRES_PORT, CHECKED),
      ...nodes.map((node, i) => listen(`postgres${i}`, postgres[i]!, [node], POSTGRES_PORT)),
      ...nodes.map((node, i) => listen(`patroni${i}`, patroni[i]!, [node], PATRONI_PORT)),
    ];
    await writeFile(file, text.join('\n'));
    const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin`;
    // `-db`: in the foreground, as one process.
    const child = spawn('haproxy', ['-db', '-q', '-f', file], { cwd: folder, env: { PATH }, stdio: 'ignore' });
    await once(child, 'spawn');
    return new HaProxy(child, primary!, postgres, patroni);
  }

  async stop(): Promise<void> {
    await endProgram(this.process, 'SIGKILL');
  }
}

const HEAD = `
global
  maxconn 2000
defaults
  mode tcp
  timeout connect 1s
  timeout check 1s
  timeout client 1h
  timeout server 1h
`;

/** Connections to a node that is no primary any more are cut, so that whoever has one looks for the new one. */
const CHECKED = `
  option httpchk GET /primary
  http-check expect status 200
  default-server check port ${PATRONI_PORT} inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions`;

function listen(name: string, port: number, nodes: readonly Node[], target: number, options = ''): string {
  const servers = nodes.map(node => `  server ${node.name} 127.0.0.1:${target} namespace ${node.namespace}`);
  return [`listen ${name}`, `  bind 127.0.0.1:${port}`, options, ...servers, ''].join('\n');
}

async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
