import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';

/** Seconds of processor time used so far. */
export interface CpuTimes {
  readonly at: number;
  readonly client: number;
  readonly server: number;
  readonly database: number;
}

/** Who uses processor time: the bench, what it measures, and PostgreSQL. */
export type User = 'client' | 'server' | 'database';

export interface CpuUse {
  /** Seconds that each used. */
  readonly seconds: Readonly<Record<User, number>>;
  /** Parts of all the processor time that this machine had, 0 to 1. */
  readonly shares: Readonly<Record<User, number>>;
}

/** Linux counts these in hundredths of a second on every architecture that Node runs on (USER_HZ). */
const TICKS_PER_SECOND = 100;
/** Fields of /proc/<pid>/stat (proc_pid_stat(5)), counted after the command's name. */
const PARENT = 1;
const USER_TIME = 11;
const CHILDREN_TIME = 13;

/** @returns undefined where processes cannot be looked at like this: anywhere but on Linux */
export async function readCpu(servers: readonly number[], postmaster: number): Promise<CpuTimes | undefined> {
  if (process.platform !== 'linux') return undefined;
  const { user, system } = process.cpuUsage();
  const [times, database] = await Promise.all([Promise.all(servers.map(timeOf)), timeOfPostgres(postmaster)]);
  const server = times.reduce((total, time) => total + time, 0);
  return { at: performance.now() / 1000, client: (user + system) / 1e6, server, database };
}

export function useBetween(before: CpuTimes | undefined, after: CpuTimes | undefined): CpuUse | undefined {
  if (before === undefined || after === undefined) return undefined;
  const of = (user: User): number => after[user] - before[user];
  const available = (after.at - before.at) * availableParallelism();
  const [client, server, database] = [of('client'), of('server'), of('database')];
  const shares = { client: client / available, server: server / available, database: database / available };
  return { seconds: { client, server, database }, shares };
}

/** Whose child a process is: the server that a PostgreSQL backend belongs to. */
export async function parentOf(pid: number): Promise<number> {
  return (await stat(pid))?.[PARENT] ?? 0;
}

async function timeOf(pid: number): Promise<number> {
  return ownOf(await stat(pid));
}

/**
 * The server, its backends and its workers, those that have ended included: what these used is the postmaster's from then on. One
 * that ends while the others are looked at would be counted twice or not at all, so all are looked at anew.
 */
async function timeOfPostgres(postmaster: number): Promise<number> {
  const before = await stat(postmaster);
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number);
  const children = (await Promise.all(pids.map(stat))).filter(fields => fields?.[PARENT] === postmaster);
  const after = await stat(postmaster);
  if (endedOf(before) !== endedOf(after)) return timeOfPostgres(postmaster);
  const own = ownOf(after) + endedOf(after);
  return children.reduce((total, fields) => total + ownOf(fields), own);
}

const ownOf = (fields: readonly number[] | undefined): number => sum(fields?.slice(USER_TIME, CHILDREN_TIME));
const endedOf = (fields: readonly number[] | undefined): number => sum(fields?.slice(CHILDREN_TIME, CHILDREN_TIME + 2));

/** Undefined for a process that is gone. */
async function stat(pid: number): Promise<number[] | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The command's name, in parentheses, may hold anything.
  return text
    ?.slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
}

function sum(ticks: readonly number[] = []): number {
  return ticks.reduce((total, value) => total + value, 0) / TICKS_PER_SECOND;
}
