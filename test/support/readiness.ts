import type { Gatehouse } from './gatehouse.js';

/** Asks until the answer is the one that has to come; the test's own limit ends what never comes. */
export async function until(look: () => Promise<number>, wanted: number): Promise<void> {
  while ((await look()) !== wanted);
}

/** The status that says whether it is ready. */
export const readiness = (service: Gatehouse) => async (): Promise<number> =>
  (await service.api.get('/health/ready')).status;
