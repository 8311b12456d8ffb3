import { performance } from 'node:perf_hooks';
import { LoggedIn } from '../../cast/login.js';
import { Connection } from '../../connection.js';
import { quantile } from '../../quantile.js';
import { say } from '../../say.js';
import { startPostgres } from '../../stage.js';
import type { Study } from '../../study.js';
import { makeSite, startService } from '../lone-service.js';
import { fill, type Size } from './fill.js';
import { requestsOf } from './requests.js';

const FULL: Size = { people: 1_000_000, sessions: 1_000_000, events: 10_000_000 };
const QUICK: Size = { people: 3000, sessions: 3000, events: 20_000 };
/** How often each is asked; the first times do not count. */
const TIMES = 40;
const WARM_UP = 3;

interface RequestFigures {
  readonly name: string;
  /** Milliseconds, from the first byte sent to the last one read. */
  readonly p50: number;
  readonly p95: number;
}

interface ConsoleFigures extends Size {
  /** How long it took to fill the tables. */
  readonly fillSeconds: number;
  readonly requests: readonly RequestFigures[];
}

/** Everything that the console reads, one request after the other, of a service that has seen much. */
export const consoleRequests: Study<ConsoleFigures> = {
  name: 'console',
  about: 'what the console asks for, with a million people and sessions and ten million events',
  onlyNamed: true,
  async run({ quick }, cleanup, signal) {
    const setting = { cleanup, signal };
    const site = await makeSite(await startPostgres(setting), 'bench_console', setting);
    const size = quick ? QUICK : FULL;
    say(`  filling: ${size.events.toLocaleString('en')} events …`);
    const began = performance.now();
    await fill(site.pool, size);
    const fillSeconds = (performance.now() - began) / 1000;
    const target = await startService(site, setting, { GATEHOUSE_CLEANUP_INTERVAL: '1d' });
    const { GATEHOUSE_ADMIN_EMAIL: email = '', GATEHOUSE_ADMIN_PASSWORD: password = '' } = site.environment;
    const { accessToken: token } = await LoggedIn.enter(target.url, { email, password });
    const connection = new Connection(target);
    cleanup.add('the connection', async () => connection.close());
    const requests: RequestFigures[] = [];
    for (const { name, path } of requestsOf(size)) {
      const latencies: number[] = [];
      for (let n = 0; n < (quick ? 2 : TIMES) + WARM_UP; n++) {
        signal.throwIfAborted();
        const sent = performance.now();
        await connection.send({ method: 'GET', path: path(n), token });
        if (n >= WARM_UP) latencies.push(performance.now() - sent);
      }
      requests.push({ name, p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95) });
    }
    return { ...size, fillSeconds, requests };
  },
  report({ people, sessions, events, fillSeconds, requests }) {
    const [of, and] = [people.toLocaleString('en'), sessions.toLocaleString('en')];
    return [
      `The console, with ${of} people, ${and} sessions and ${events.toLocaleString('en')} events (${fillSeconds.toFixed(0)} s to make); p50 and p95 in ms:`,
      ...requests.map(
        ({ name, p50, p95 }) => `  ${name.padEnd(40)} ${p50.toFixed(1).padStart(8)} ${p95.toFixed(1).padStart(8)}`,
      ),
    ].join('\n');
  },
  figures: ({ requests }) => ({ 'console-ms': Math.max(...requests.map(({ p95 }) => p95)) }),
};
