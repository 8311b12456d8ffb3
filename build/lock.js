import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Waits until no other process of this machine builds in `root`. The lock is a socket that one process at a time can
 * listen on, and so ends with the process, however that ends.
 * @returns a function that gives it back
 */
export async function lock(root, onWait) {
  const path = addressOf(root);
  for (let waited = false; ; waited = true) {
    const server = createServer();
    const visitors = new Set();
    server.on('connection', visitor => visitors.add(visitor.on('error', () => undefined)));
    try {
      await once(server.listen({ path }), 'listening');
      return () => {
        server.close();
        for (const visitor of visitors) visitor.destroy();
      };
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
    }
    if (!waited) onWait();
    await untilFree(path);
  }
}

/** Linux and Windows have names for sockets that vanish with them; elsewhere it is a file, which may be left over. */
function addressOf(root) {
  const name = `gatehouse-build-${createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 24)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name);
}

/** A connection to whoever listens ends when they do. */
async function untilFree(path) {
  const visit = connect({ path });
  const refused = new Promise(resolve => visit.once('error', ({ code }) => resolve(code === 'ECONNREFUSED')));
  visit.resume();
  await once(visit, 'close');
  if (path.startsWith('/') && (await Promise.race([refused, false]))) rmSync(path, { force: true });
}
