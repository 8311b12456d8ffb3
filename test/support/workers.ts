import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { Gatehouse } from './gatehouse.js';
import type { RunningProcess } from './process.js';

/** The processes that have been workers so far, in the order in which they began, with the place that each took. */
export function workersOf({ output }: RunningProcess): { place: number; pid: number }[] {
  return [...output().matchAll(/worker (\d+) is process (\d+)/g)].map(([, place, pid]) => ({
    place: Number(place),
    pid: Number(pid),
  }));
}

export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Looks again and again until it is so. */
export async function until(isSo: () => boolean | Promise<boolean>, patienceMs = 20_000): Promise<void> {
  for (const end = Date.now() + patienceMs; !(await isSo()); await delay(20)) expect(Date.now()).toBeLessThan(end);
}

/** One connection that is kept, so that all requests over it are answered by one worker. */
export class Seat {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly service: Gatehouse) {}

  /** @returns the status of the answer */
  get(path: string, token?: string): Promise<number> {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return new Promise((resolve, reject) => {
      request(this.service.url + path, { agent: this.agent, headers }, response => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      })
        .once('error', reject)
        .end();
    });
  }

  leave(): void {
    this.agent.destroy();
  }
}

/** A value of `GET /metrics`. */
export async function metric({ api }: Gatehouse, token: string, name: string): Promise<number> {
  const { status, body } = await api.get<string>('/metrics', { token });
  expect(status).toBe(200);
  const values = [...body.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].map(([, value]) => Number(value));
  expect(values).toHaveLength(1);
  return values[0]!;
}
