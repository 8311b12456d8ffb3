import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { ROOT, SERVICE } from '../../stage.js';

const WITHIN_MS = 60_000;

/** Seconds from the start of a process. */
export interface Beginning {
  readonly listening: number;
  readonly ready: number;
}

export interface Started extends Beginning {
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** A process in a group of its own, which ends as a whole: npm's children do not hear of what npm is told. */
export async function begin(args: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Started> {
  const started = performance.now();
  const child = spawn(process.execPath, [...args], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  let listening = NaN;
  try {
    const lines = createInterface({
      input: child.stdout,
      signal: AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]),
    });
    for await (const line of lines) {
      const seconds = (performance.now() - started) / 1000;
      if (line.includes('listening on')) listening = seconds;
      if (line.includes('"msg":"ready"')) return { pid: child.pid ?? 0, listening, ready: seconds, stop };
    }
    throw new Error(`${args.join(' ')} did not become ready`);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Seconds that node takes to come up and go again, and that it takes to read the program as well. */
export async function readingSeconds(env: NodeJS.ProcessEnv): Promise<{ node: number; program: number }> {
  // It complains of the setting as soon as all of it is loaded.
  const node = await lasts(['-e', '0'], env);
  return { node, program: await lasts([SERVICE], { ...env, PORT: 'none' }) };
}

async function lasts(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now();
  await once(spawn(process.execPath, [...args], { env, stdio: 'ignore' }), 'exit');
  return (performance.now() - started) / 1000;
}
