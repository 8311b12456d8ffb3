import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../build/files.js';

const PROGRAM = join(import.meta.dirname, 'run.js');
/** Whoever hangs, on a connection that stays open say, is not waited for longer. */
const PATIENCE_MS = 1000;
/** When the next process is made ready: the one that starts needs the processors first. */
const LATER_MS = 2000;

/** The process in which the service runs, and another one that stands by for the next code. */
export class Service {
  constructor(out, onEnd) {
    this.out = out;
    this.onEnd = onEnd;
    this.standBy();
  }

  /** Has the next process load what lies there by now. @returns whether it could */
  async load() {
    this.standBy();
    const { next } = this;
    next.send('load');
    const [loaded] = await Promise.race([once(next, 'message'), once(next, 'exit')]);
    if (loaded !== 'loaded') this.drop();
    return loaded === 'loaded';
  }

  /** The code that was loaded is not wanted after all. */
  drop() {
    this.next?.kill('SIGKILL');
    this.next = undefined;
    this.standByLater();
  }

  /** Ends the process that runs, and lets the one start that has loaded the code. */
  async replace() {
    await this.end();
    const { next } = this;
    this.running = next;
    this.next = undefined;
    next.once('exit', () => this.running === next && this.onEnd());
    next.send('go');
    this.standByLater();
  }

  async stop() {
    clearTimeout(this.later);
    this.next?.kill('SIGKILL');
    await this.end();
  }

  standByLater() {
    this.later = setTimeout(() => this.standBy(), LATER_MS);
  }

  standBy() {
    clearTimeout(this.later);
    this.packages ??= packagesOf(this.out);
    this.next ??= fork(PROGRAM, [this.out, ...this.packages]);
  }

  async end() {
    const { running } = this;
    this.running = undefined;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const timer = setTimeout(() => running.kill('SIGKILL'), PATIENCE_MS);
    running.kill('SIGTERM');
    await once(running, 'exit');
    clearTimeout(timer);
  }
}

/** What is imported that is installed. */
function packagesOf(out) {
  const files = filesBelow(out, ['apps/auth', 'libs'], /(?<!\.js)$/);
  const imports = files.flatMap(path => [
    ...readFileSync(join(out, path), 'utf8').matchAll(/^(?:import|export) .*from '([@a-z][^']*)';$/gm),
  ]);
  return [...new Set(imports.map(([, name]) => name))].filter(name => !name.startsWith('node:'));
}
