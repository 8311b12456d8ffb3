import { runNode } from './process.js';

/** One request after the other over one connection, with a rest between, so that they meet all that goes on meanwhile. */
const PROGRAM = `
  const { Agent, get } = require('node:http');
  const [url, count, restMs] = process.argv.slice(1);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = () => new Promise((resolve, reject) => {
    const begun = performance.now();
    get(url, { agent }, answer => {
      if (answer.statusCode !== 200) reject(new Error('answered ' + answer.statusCode));
      answer.resume().once('end', () => resolve(performance.now() - begun));
    }).once('error', reject);
  });
  (async () => {
    const took = [];
    for (let n = 0; n < Number(count); n++) {
      took.push(await ask());
      await new Promise(resolve => setTimeout(resolve, Number(restMs)));
    }
    agent.destroy();
    console.log('took ' + JSON.stringify(took));
  })();
`;

const REST_MS = 10;
const PATIENCE_MS = 300_000;

/**
 * Milliseconds that each of so many answers took. A process of its own asks, which does nothing else: whoever floods the service
 * meanwhile would measure itself.
 * @throws Error if one is not 200
 */
export async function answerTimes(url: string, count: number): Promise<number[]> {
  const running = runNode(['-e', PROGRAM, url, String(count), String(REST_MS)], {});
  const [, took = ''] = await running.printed(/took (\[.*\])/, PATIENCE_MS);
  await running.exited();
  return JSON.parse(took) as number[];
}

export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? NaN;
