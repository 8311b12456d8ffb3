import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Cleanup } from '../../cleanup.js';
import { freePort } from '../../../test/support/free-port.js';

const START_ATTEMPTS = 100;

/** Starts a Redis server for the bench. @returns its URL, or undefined where there is none on this machine */
export async function startRedis(cleanup: Cleanup): Promise<string | undefined> {
  const port = await freePort();
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
    stdio: 'ignore',
  });
  const failed = once(server, 'error').then(() => true);
  if (await Promise.race([failed, once(server, 'spawn').then(() => false)])) return undefined;
  cleanup.add('Redis', async () => {
    const ended = once(server, 'exit');
    if (server.kill()) await ended;
  });
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
    if (await accepts(port)) return `redis://127.0.0.1:${port}`;
    await delay(50);
  }
  throw new Error('Redis does not answer.');
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
