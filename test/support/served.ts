import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from './api.js';

/**
 * Asks again as long as the answer is to come again later, as clients do: what is much for one statement may not be done
 * in its time where others have the processors.
 */
export async function served<Body>(call: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  for (;;) {
    const answer = await call();
    const seconds = Number(answer.headers.get('retry-after'));
    if (answer.status !== 503 || !(seconds > 0)) return answer;
    await delay(seconds * 1000);
  }
}
