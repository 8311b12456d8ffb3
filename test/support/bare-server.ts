import { runNode, type RunningProcess } from './process.js';
import { use } from './use.js';

const PROGRAM = `
  const server = require('node:http').createServer((request, response) => response.end('{}'));
  server.listen(0, '127.0.0.1', () => console.log('listening on http://127.0.0.1:' + server.address().port));
`;

/**
 * A server in a process of its own that does nothing but answer. What it takes beside a service, asked at the same time by the
 * same process, is what the machine and whoever asks have taken.
 */
export function useBareServer(): { readonly url: string } {
  return use(start, ({ process }) => {
    process.child.kill();
    return process.exited();
  });
}

async function start(): Promise<{ url: string; process: RunningProcess }> {
  const process = runNode(['-e', PROGRAM], {});
  const [, url = ''] = await process.printed(/listening on (\S+)/);
  return { url, process };
}
