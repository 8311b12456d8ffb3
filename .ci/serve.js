/** Starts the service, asks it for some pages once it is ready, and stops it with SIGTERM. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 20_000;

/**
 * @param options of `spawn`: where, and in which environment
 * @param paths that have to be answered with 200
 * @throws Error if it is not ready in time, does not serve, or does not end with 0
 */
export async function serve(program, args, options, paths) {
  const service = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(service, 'exit');
  let wrong;
  const giveUp = why => {
    wrong ??= why;
    service.kill('SIGKILL');
  };
  let limit = setTimeout(giveUp, READY_WITHIN_MS, 'is not ready in time');
  let url;
  for await (const line of createInterface({ input: service.stdout })) {
    // The first administrator's password is nobody's business, in a log least of all.
    if (!/password:/.test(line)) console.log(line);
    url ??= /listening on (http:\/\/[^\s"]+)/.exec(line)?.[1];
    if (!/Gatehouse: ready|"msg":"ready"/.test(line)) continue;
    for (const path of paths) {
      const { status } = await fetch(url + path);
      console.log(`GET ${path}: ${status}`);
      if (status !== 200) giveUp(`is ready, but answers ${status} to GET ${path}`);
    }
    clearTimeout(limit);
    limit = setTimeout(giveUp, STOPPED_WITHIN_MS, 'still runs after SIGTERM');
    service.kill('SIGTERM');
  }
  const [code, signal] = await exit;
  clearTimeout(limit);
  console.log(`exit code ${code ?? signal}`);
  if (wrong !== undefined || code !== 0) throw new Error(`The service ${wrong ?? `ended with ${code ?? signal}`}.`);
}
