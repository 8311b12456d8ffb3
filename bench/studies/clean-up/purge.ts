import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { ROOT } from '../../stage.js';
import type { Setting, Site } from '../lone-service.js';

const CLEAN_UP = [join(ROOT, 'dist/programs/auth.js'), 'clean-up'];
const LOOK_MS = 50;

/** Clean-ups like the operator's, each a process of its own that is ended before all is done: one is there, or none. */
export class Purges {
  constructor(
    private readonly site: Site,
    private readonly setting: Setting,
  ) {}

  /** How many rows are left. */
  left(): Promise<number> {
    return expired(this.site.pool);
  }

  /**
   * Begins one, and waits until its first rows are gone: then it has started.
   * @returns what ends it
   * @throws Error if it ends by itself before that
   */
  async begin(): Promise<() => Promise<void>> {
    const { pool, environment } = this.site;
    const { cleanup, signal } = this.setting;
    const before = await expired(pool);
    const env = { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], ...environment };
    const child = spawn(process.execPath, CLEAN_UP, { env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    cleanup.add('the clean-up', async () => {
      child.kill('SIGKILL');
      await ended;
    });
    while ((await expired(pool)) === before) {
      if (isOver(child)) throw new Error('the clean-up has ended by itself');
      await delay(LOOK_MS, undefined, { signal });
    }
    return async () => {
      if (isOver(child)) throw new Error('the clean-up has ended by itself, before the round was over');
      child.kill('SIGTERM');
      await ended;
    };
  }
}

const isOver = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

async function expired(pool: Pool): Promise<number> {
  const sql = 'SELECT count(*)::integer AS rows FROM sessions WHERE expires_at < now()';
  return (await pool.query<{ rows: number }>(sql)).rows[0]?.rows ?? 0;
}
