import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** By itself or by a signal: whoever was killed has no exit code. */
export const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** Resolves when it has ended, also where it has already. */
export async function endOf(program: ChildProcess | undefined): Promise<void> {
  if (program !== undefined && !hasEnded(program)) await once(program, 'exit');
}

/** Ends it, if it runs still, and waits for that. */
export async function endProgram(program: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  const ended = endOf(program);
  program?.kill(signal);
  await ended;
}
