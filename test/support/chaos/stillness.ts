import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * Every 25 ms, three milliseconds of work. Where the kernel says for how long processes have waited for a processor, it is
 * asked as well: it favours one that sleeps as much as the meter does.
 */
const METER = `
  const { readFileSync } = require('node:fs');
  const waited = () => {
    try {
      return Number(/^some .*total=([0-9]+)/.exec(readFileSync('/proc/pressure/cpu', 'utf8'))[1]) / 1000;
    } catch {
      return 0;
    }
  };
  const clock = () => performance.timeOrigin + performance.now();
  const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
  let [before, waitedBefore] = [clock(), waited()];
  setInterval(() => {
    const woken = clock();
    const until = used() + 3;
    while (used() < until);
    const [now, waitedNow] = [clock(), waited()];
    const kept = woken - before > 60 || now - woken > 25 ? now - before : 0;
    console.log([before, now, Math.max(kept, Math.min(waitedNow - waitedBefore, now - before))].join(' '));
    [before, waitedBefore] = [now, waitedNow];
  }, 25);
`;

/** How long the meter's word may take to arrive. */
export const METER_LAG_MS = 75;

interface Span {
  readonly from: number;
  readonly to: number;
  /** Milliseconds of it. */
  readonly waited: number;
}

/**
 * Tells how long processes of this machine were kept waiting for a processor: what is late by that much says nothing about
 * those who are measured.
 */
export class Stillness {
  private readonly spans: Span[] = [];

  private constructor(private readonly meter: ChildProcess) {
    if (meter.stdout === null) throw new Error('the meter has no output');
    createInterface({ input: meter.stdout }).on('line', line => {
      const [from = 0, to = 0, waited = 0] = line.split(' ').map(Number);
      this.spans.push({ from, to, waited });
    });
  }

  static async measure(): Promise<Stillness> {
    const meter = spawn(process.execPath, ['-e', METER], { stdio: ['ignore', 'pipe', 'ignore'] });
    const stillness = new Stillness(meter);
    await once(meter, 'spawn');
    return stillness;
  }

  /**
   * For how long between these, in milliseconds of this process's own clock, somebody waited. Time that the meter has not
   * spoken of counts as waited.
   */
  waitedBetween(from: number, to: number): number {
    const [start, end] = [performance.timeOrigin + from, performance.timeOrigin + to];
    let [known, waited] = [0, 0];
    for (let place = this.spans.length - 1; place >= 0; place--) {
      const span = this.spans[place]!;
      if (span.to <= start) break;
      const overlap = Math.min(span.to, end) - Math.max(span.from, start);
      if (overlap <= 0) continue;
      known += overlap;
      waited += Math.min(span.waited, overlap);
    }
    return waited + Math.max(0, to - from - known);
  }

  async stop(): Promise<void> {
    const ended = once(this.meter, 'exit');
    this.meter.kill();
    await ended;
  }
}
