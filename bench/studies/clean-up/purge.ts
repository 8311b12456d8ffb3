import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { ROOT } from '../../stage.js';
import type { Setting, Site } from '../lone-service.js';

const CLEAN_UP = join(ROOT, 'dist/programs/clean-up.js');
const LOOK_MS = 50;

/** The operator's clean-up as a process of its own, which can be held up and let go on: so it is there in turn with not. */
export class Purge {
  private constructor(
    private readonly child: ChildProcess,
    private readonly pool: Pool,
  ) {}

  /** Begins, and holds it up as soon as the first rows are gone. */
  static async begin({ environment, pool }: Site, { cleanup, signal }: Setting): Promise<Purge> {
    const all = await expired(pool);
    const env = { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], ...environment };
    const child = spawn(process.execPath, [CLEAN_UP], { env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    cleanup.add('the clean-up', async () => {
      child.kill('SIGKILL');
      await ended;
    });
    const purge = new Purge(child, pool);
    while ((await expired(pool)) === all && purge.isRunning) await delay(LOOK_MS, undefined, { signal });
    purge.holdUp();
    return purge;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  holdUp(): void {
    this.child.kill('SIGSTOP');
  }

  goOn(): void {
    this.child.kill('SIGCONT');
  }

  /** How many rows are left. */
  left(): Promise<number> {
    return expired(this.pool);
  }
}

async function expired(pool: Pool): Promise<number> {
  const sql = 'SELECT count(*)::integer AS rows FROM sessions WHERE expires_at < now()';
  return (await pool.query<{ rows: number }>(sql)).rows[0]?.rows ?? 0;
}
