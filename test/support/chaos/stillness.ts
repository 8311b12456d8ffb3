import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const METER = `
  const clock = () => performance.timeOrigin + performance.now();
  const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
  let before = clock();
  setInterval(() => {
    const woken = clock();
    const until = used() + 3;
    while (used() < until);
    const now = clock();
    if (woken - before > 60 || now - woken > 25) console.log(before + ' ' + now);
    before = now;
  }, 25);
  console.log('measuring');
`;

/**
 * Tells when this machine had no processor to spare: a process that wants to wake up every now and then, and to work for
 * three milliseconds, was kept waiting. What is late then says nothing about those who are measured.
 */
export class Stillness {
  private readonly gaps: { readonly from: number; readonly to: number }[] = [];

  private constructor(private readonly meter: ChildProcess) {
    if (meter.stdout === null) throw new Error('the meter has no output');
    createInterface({ input: meter.stdout }).on('line', line => {
      const [from, to] = line.split(' ').map(Number);
      if (from !== undefined && to !== undefined) this.gaps.push({ from, to });
    });
  }

  static async measure(): Promise<Stillness> {
    const meter = spawn(process.execPath, ['-e', METER], { stdio: ['ignore', 'pipe', 'ignore'] });
    const stillness = new Stillness(meter);
    await once(meter, 'spawn');
    return stillness;
  }

  /** Whether the machine stood still at any time between these, in milliseconds of this process's own clock. */
  between(from: number, to: number): boolean {
    const [start, end] = [performance.timeOrigin + from, performance.timeOrigin + to];
    return this.gaps.some(gap => gap.from < end && gap.to > start);
  }

  async stop(): Promise<void> {
    const ended = once(this.meter, 'exit');
    this.meter.kill();
    await ended;
  }
}
