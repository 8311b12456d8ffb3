import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canRun } from './installed.js';
import { NameServer } from './specs/name-server.js';

/** Nobody else's: all of 127.0.0.0/8 is this machine. */
const ADDRESS = '127.77.0.53';
const PORT = 53;

/** Whether a process can be given other name servers than all else here: that takes the right to mount, and a port below 1024. */
export const otherResolversAreToBeHad = process.platform === 'linux' && canMountApart();

/** Name servers of which none ever answers, for what is started `within`. */
export class SilentResolver {
  private constructor(
    private readonly folder: string,
    private readonly server: NameServer,
  ) {}

  static async start(): Promise<SilentResolver> {
    const server = await NameServer.start(() => 'silence', { address: ADDRESS, port: PORT });
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-resolver-'));
    await writeFile(join(folder, 'resolv.conf'), `nameserver ${ADDRESS}\n`);
    return new SilentResolver(folder, server);
  }

  /** A command before another one, to start that so. */
  get within(): string[] {
    const mount = 'mount --bind "$0" /etc/resolv.conf && exec "$@"';
    return ['unshare', '--mount', 'sh', '-c', mount, join(this.folder, 'resolv.conf')];
  }

  get asked(): readonly string[] {
    return this.server.asked;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true });
  }
}

function canMountApart(): boolean {
  const isRoot = process.getuid?.() === 0;
  return isRoot && canRun('unshare', '--mount', 'sh', '-c', 'mount --bind /etc/hosts /etc/resolv.conf');
}
