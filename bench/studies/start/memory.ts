import { readFile } from 'node:fs/promises';

/** Megabytes (2^20 bytes) of a process. */
export interface Memory {
  /** All that is resident. */
  readonly resident: number;
  /** Of that, its own; the rest are pages of files, the node binary above all, which processes share. */
  readonly own: number;
}

/** @returns null where processes cannot be looked at like this: anywhere but on Linux */
export async function memoryOf(pid: number): Promise<Memory | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  if (status === undefined) return null;
  const of = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024;
  return { resident: of('VmRSS'), own: of('RssAnon') };
}
