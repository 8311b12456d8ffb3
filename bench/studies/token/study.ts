import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AccessTokenVerifier, RevocationState } from '#libs/verifier/core';
import type { Cleanup } from '../../cleanup.js';
import type { Options } from '../../options.js';
import { quantile } from '../../quantile.js';
import { startPostgres } from '../../stage.js';
import type { Study } from '../../study.js';
import { guardWith } from './guard.js';
import { checkSignature, Keys, View } from './verifier.js';
import { AUDIENCE, assemble } from '../../cast/cast.js';
import { claimsOf } from '../../cast/login.js';
import { closeConnections } from '../../cast/request.js';

const CHECKS_A_ROUND = 1000;
const QUESTIONS_A_ROUND = 50;
/** Revocations in memory. A busy Gatehouse, with one each 36 ms for an hour. */
const ENTRIES = 100_000;

interface TokenFigures {
  /** Bytes of an access token with one role and two audiences. */
  readonly size: number;
  /** Bytes of memory that each revocation takes. */
  readonly bytesAnEntry: number;
  /**
   * Microseconds, a number a round: processor time of a check of a token that is new and of one that was seen before,
   * since a check is nothing else, beside those of the bare check of a signature and of the guard of a route, for a token
   * seen before; and the whole time, waiting included, until Gatehouse has answered what it is asked.
   */
  readonly first: readonly number[];
  readonly again: readonly number[];
  readonly signature: readonly number[];
  readonly guard: readonly number[];
  readonly asked: readonly number[];
}

type Measured = 'first' | 'again' | 'signature' | 'guard' | 'asked';

/** What a check of one real token takes in this process, beside asking Gatehouse about it, and what it all weighs. */
async function measure({ scale: { rounds } }: Options, cleanup: Cleanup, signal: AbortSignal): Promise<TokenFigures> {
  cleanup.add('the connections', async () => closeConnections());
  const server = await startPostgres({ cleanup, signal });
  const casting = { server, database: 'bench_token', redisUrl: undefined, instances: 1, services: 0 };
  const { instances, administration } = await assemble({ ...casting, cleanup, signal });
  const origin = instances[0]?.url ?? '';
  const [token = ''] = await administration.tokens(1);
  const { client_id, client_secret } = await administration.registerClient(['introspect']);
  const ask = (): Promise<void> => introspect(origin, `${client_id}:${client_secret}`, token);
  const state = new RevocationState();
  const bytesAnEntry = weigh(() => fill(state)) / ENTRIES;
  const options = { issuer: String(claimsOf(token)['iss']), audience: AUDIENCE };
  const [keys, view] = [await Keys.of(origin), new View(state)];
  const forgetful = new AccessTokenVerifier({ ...options, cacheSize: 0 }, keys, view);
  const verifier = new AccessTokenVerifier(options, keys, view);
  const guard = guardWith(verifier);
  const figures = { first: [], again: [], signature: [], guard: [], asked: [] } as Record<Measured, number[]>;
  for (let round = 0; round <= rounds; round++) {
    signal.throwIfAborted();
    const took: Record<Measured, number> = {
      signature: await cpuOf(CHECKS_A_ROUND, () => checkSignature(keys, token)),
      first: await cpuOf(CHECKS_A_ROUND, () => forgetful.verify(token)),
      again: await cpuOf(CHECKS_A_ROUND, () => verifier.verify(token)),
      guard: await cpuOf(CHECKS_A_ROUND, () => guard(token)),
      asked: await timeOf(QUESTIONS_A_ROUND, ask),
    };
    // The very first round warms up.
    if (round === 0) continue;
    for (const name of Object.keys(took) as Measured[]) figures[name].push(took[name]);
  }
  return { size: token.length, bytesAnEntry, ...figures };
}

/** @returns microseconds of processor time that each used, on average */
async function cpuOf(times: number, work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time++) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

/** @returns microseconds that each took, on average */
async function timeOf(times: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let time = 0; time < times; time++) await work();
  return ((performance.now() - started) * 1000) / times;
}

async function introspect(origin: string, credentials: string, token: string): Promise<void> {
  const headers = { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
  const answer = await fetch(`${origin}/oauth/introspect`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ token }),
  });
  const text = await answer.text();
  if (!text.includes('"active":true')) throw new Error(`The token is not active: ${text}`);
}

/** Sessions that ended: what a busy Gatehouse has most of. */
function fill(state: RevocationState): void {
  const expires_at = new Date(Date.now() + 3_600_000).toISOString();
  for (let entry = 0; entry < ENTRIES; entry++) {
    const sid = `0199b2c4-7d1e-7c3a-9f52-${entry.toString(16).padStart(12, '0')}`;
    state.apply({ kind: 'session', sid, expires_at });
  }
}

/** @returns bytes by which the heap has grown */
function weigh(work: () => void): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before = process.memoryUsage().heapUsed;
  work();
  collect();
  return process.memoryUsage().heapUsed - before;
}

export const token: Study<TokenFigures> = {
  name: 'token',
  about: 'a check of a token in the process that wants to know, beside asking; and what is held for it',
  run: measure,
  report({ size, bytesAnEntry, first, again, signature, guard, asked }) {
    const [once, twice, question] = [quantile(first, 0.5), quantile(again, 0.5), quantile(asked, 0.5)];
    const [bare, guarding] = [quantile(signature, 0.5), quantile(guard, 0.5)];
    return [
      `A check takes ${once.toFixed(0)} µs of processor time for a token that is new and ${twice.toFixed(1)} µs for one seen before, with`,
      `${ENTRIES.toLocaleString('en')} revocations in memory, ${bytesAnEntry.toFixed(0)} bytes each. To ask Gatehouse on the same machine takes ${(question / 1000).toFixed(1)} ms.`,
      `The bare check of a signature takes ${bare.toFixed(0)} µs, the guard of a route ${guarding.toFixed(1)} µs for a token seen before.`,
      `The token has ${size} bytes. Medians of ${first.length} rounds in turn.`,
    ].join('\n');
  },
  figures: ({ first, signature, guard }) => ({
    'cold-token': quantile(first, 0.5) / quantile(signature, 0.5),
    'guard-us': quantile(guard, 0.5),
  }),
};
