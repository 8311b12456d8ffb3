import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { differenceBetween, filesBelow, statesOf } from './files.js';
import { lock } from './lock.js';
import { sourcesOf, Stamp } from './stamp.js';

/** Somebody who goes on changing the sources is told so, instead of waiting for ever. */
const ATTEMPTS = 3;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Why parts have to be made, a line for each that has to be. */
export function reasonsToBuild(root, parts) {
  return parts.flatMap(part => {
    const reason = new Stamp(root, part).reasonToBuild();
    return reason === undefined ? [] : [`Not built: ${part.name}, since ${reason}.`];
  });
}

/**
 * Makes the parts that have to be made, one process at a time; others wait, and then find them made.
 * @throws Error where a step fails
 */
export async function bringUpToDate(root, parts, say) {
  if (reasonsToBuild(root, parts).length === 0) return;
  const unlock = await lock(root, () => say('Somebody else is building here: waiting …'));
  try {
    for (const part of parts) await make(root, part, say);
  } finally {
    unlock();
  }
}

/** Always anew and whole: a file that nothing gives any more must not stay, nor one that depends on what has changed. */
async function make(root, part, say) {
  const stamp = new Stamp(root, part);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const reason = stamp.reasonToBuild();
    if (reason === undefined) return;
    say(`Building: ${part.name}, since ${reason} …`);
    stamp.remove();
    for (const path of part.makes) rmSync(join(root, path), { recursive: true, force: true });
    const before = momentsOf(root, part);
    const sources = sourcesOf(root, part);
    for (const step of part.steps) await run(root, step);
    const change = differenceBetween(before, momentsOf(root, part));
    if (change === undefined) stamp.write(sources);
    else say(`While it was being built, ${change}: once more.`);
  }
  if (stamp.reasonToBuild() !== undefined) throw new Error(`the sources of ${part.name} go on changing`);
}

/** Changes with every write, even one that was undone. */
const momentsOf = (root, { reads, ignores }) => statesOf(root, filesBelow(root, reads, ignores));

/** What a step has to say goes to stderr: stdout belongs to what is started afterwards. */
async function run(root, step) {
  const child = spawn(process.execPath, step, { cwd: root, stdio: ['ignore', 2, 2] });
  const passOn = signal => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, passOn);
  try {
    const [code, signal] = await once(child, 'exit');
    if (code !== 0) throw new Error(`${step.join(' ')} ended with ${code ?? signal}`);
  } finally {
    for (const signal of SIGNALS) process.off(signal, passOn);
  }
}
