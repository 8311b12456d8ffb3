import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasEnded } from './end-program.js';
import { canRun } from './installed.js';
import { describeWhere } from './left-out.js';

/** Debian's is not on everybody's path. */
const PROGRAM = ['nginx', '/usr/sbin/nginx'].find(program => canRun(program, '-v'));

/** Whether there is an nginx here; where not, what needs one is left out, and says so. */
export const nginxIsInstalled = PROGRAM !== undefined;
export const describeBehindNginx = describeWhere(
  nginxIsInstalled,
  'what is behind a real proxy, since there is no nginx here',
);

/** The configurations that docs/operations.md shows, in their order. */
export async function documentedLocations(): Promise<string[]> {
  const page = await readFile('docs/operations.md', 'utf8');
  return [...page.matchAll(/```nginx\n([^]*?)```/g)].map(([, text = '']) => text);
}

/** A real nginx in front of a service. */
export class Nginx {
  private constructor(
    private readonly folder: string,
    private readonly ended: Promise<unknown>,
    private readonly end: () => void,
  ) {}

  /**
   * @param port where it listens, for this machine alone
   * @param locations what stands in its `server`; `http://127.0.0.1:3000` there is the service
   */
  static async start(port: number, locations: string, serviceUrl: string): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-nginx-'));
    const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const configuration = `
      daemon off; master_process off; pid ${folder}/pid; error_log stderr warn;
      events {}
      http {
        access_log off;
        ${kinds.map(kind => `${kind}_temp_path ${folder}/${kind};`).join('\n')}
        server {
          listen 127.0.0.1:${port};
          location / { return 200 "another application"; }
          ${locations.replaceAll('http://127.0.0.1:3000', serviceUrl)}
        }
      }`;
    await writeFile(join(folder, 'nginx.conf'), configuration);
    const child = spawn(PROGRAM ?? 'nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'pipe' });
    let complaints = '';
    child.stderr.on('data', chunk => (complaints += String(chunk)));
    const ended = once(child, 'exit');
    const answers = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      );
    while (!(await answers())) {
      if (hasEnded(child)) throw new Error(`nginx ended with ${child.exitCode}: ${complaints}`);
      await delay(10);
    }
    return new Nginx(folder, ended, () => child.kill('SIGTERM'));
  }

  async stop(): Promise<void> {
    this.end();
    await this.ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}
