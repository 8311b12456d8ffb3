import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { range } from '../rounds.js';

const run = promisify(execFile);

/** Of addresses for examples (RFC 5737): they mean nothing outside of the namespaces. */
const addressOf = (node: number): string => `192.0.2.${node + 1}`;

/**
 * Nodes that have a network namespace each, and a switch between them in another: nothing of it is seen from outside, and
 * a cable that is pulled out there loses what was sent, as a broken network does, and refuses nothing.
 */
export class Network {
  private readonly prefix = `gatehouse-${process.pid}-${sequence++}`;

  private constructor(private readonly nodes: number) {}

  static async of(nodes: number): Promise<Network> {
    const network = new Network(nodes);
    await network.make();
    return network;
  }

  namespace(node: number): string {
    return `${this.prefix}-${node}`;
  }

  address(node: number): string {
    return addressOf(node);
  }

  cut(node: number): Promise<void> {
    return ip('-n', this.switch, 'link', 'set', `port${node}`, 'down');
  }

  mend(node: number): Promise<void> {
    return ip('-n', this.switch, 'link', 'set', `port${node}`, 'up');
  }

  /** Ids of all processes that have the node's network. */
  async processes(node: number): Promise<number[]> {
    const { stdout } = await run('ip', ['netns', 'pids', this.namespace(node)], { env: ENVIRONMENT });
    return stdout.split(/\s+/).filter(Boolean).map(Number);
  }

  async remove(): Promise<void> {
    for (const namespace of [...range(this.nodes).map(node => this.namespace(node)), this.switch]) {
      await ip('netns', 'delete', namespace);
    }
  }

  private get switch(): string {
    return `${this.prefix}-switch`;
  }

  private async make(): Promise<void> {
    await ip('netns', 'add', this.switch);
    await ip('-n', this.switch, 'link', 'add', 'bridge', 'type', 'bridge');
    await ip('-n', this.switch, 'link', 'set', 'bridge', 'up');
    for (const node of range(this.nodes)) await this.connect(node);
  }

  private async connect(node: number): Promise<void> {
    const namespace = this.namespace(node);
    await ip('netns', 'add', namespace);
    const peer = ['peer', 'name', 'eth0', 'netns', namespace];
    await ip('-n', this.switch, 'link', 'add', `port${node}`, 'type', 'veth', ...peer);
    await ip('-n', this.switch, 'link', 'set', `port${node}`, 'master', 'bridge');
    await ip('-n', this.switch, 'link', 'set', `port${node}`, 'up');
    await ip('-n', namespace, 'address', 'add', `${addressOf(node)}/24`, 'dev', 'eth0');
    for (const link of ['lo', 'eth0']) await ip('-n', namespace, 'link', 'set', link, 'up');
  }
}

let sequence = 0;

const ENVIRONMENT = { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };

async function ip(...args: string[]): Promise<void> {
  await run('ip', args, { env: ENVIRONMENT });
}
