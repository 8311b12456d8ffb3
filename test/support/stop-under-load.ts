import { expect } from '@jest/globals';
import type { Gatehouse } from './gatehouse.js';
import { newLogin } from './people.js';
import { range, tally } from './rounds.js';
import { until } from './workers.js';

const CALLERS = 8;
const FIRST_ANSWERS = 50;

/** Stops the service while it is called by those who heed readiness, as those behind a balancer do: none of them is to lose a request. */
export async function stopUnderLoad(service: Gatehouse): Promise<void> {
  const { tokens } = await newLogin(service.api);
  const outcomes: number[] = [];
  let ready = true;
  const balancer = async (): Promise<void> => {
    while (ready) ready = (await service.api.get('/health/ready')).status === 200;
  };
  const caller = async (): Promise<void> => {
    while (ready) outcomes.push((await service.api.me(tokens.access_token)).status);
  };
  const load = [balancer(), ...range(CALLERS).map(caller)];
  await until(() => outcomes.length >= FIRST_ANSWERS);
  const served = outcomes.length;
  const code = await service.stop();
  await Promise.all(load);
  expect(ready).toBe(false);
  expect(code).toBe(0);
  expect(outcomes.length).toBeGreaterThan(served);
  expect(tally(outcomes)).toEqual({ 200: outcomes.length });
}
