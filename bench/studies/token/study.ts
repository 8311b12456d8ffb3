import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  AccessTokenVerifier,
  KeySource,
  RevocationState,
  type RevocationVerdict,
  RevocationView,
  TokenRejected,
  type VerificationKey,
  type VerifiedToken,
} from '#libs/verifier/core';
import type { Cleanup } from '../../cleanup.js';
import type { Options } from '../../options.js';
import { quantile } from '../../quantile.js';
import { startPostgres } from '../../stage.js';
import type { Study } from '../../study.js';
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
   * since a check is nothing else; and the whole time, waiting included, until Gatehouse has answered what it is asked.
   */
  readonly first: readonly number[];
  readonly again: readonly number[];
  readonly asked: readonly number[];
}

class Keys extends KeySource {
  constructor(private readonly keys: readonly VerificationKey[]) {
    super();
  }

  find(kid: string): VerificationKey | undefined {
    return this.keys.find(key => key.kid === kid);
  }
}

class View extends RevocationView {
  constructor(private readonly state: RevocationState) {
    super();
  }

  check(token: VerifiedToken): RevocationVerdict {
    if (this.state.refuses(token)) throw new TokenRejected('revoked');
    return 'current';
  }

  permits(): boolean {
    return false;
  }

  holdsRole(): boolean {
    return false;
  }
}

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
  const [keys, view] = [new Keys(await publicKeys(origin)), new View(state)];
  const forgetful = new AccessTokenVerifier({ ...options, cacheSize: 0 }, keys, view);
  const verifier = new AccessTokenVerifier(options, keys, view);
  const figures: Record<'first' | 'again' | 'asked', number[]> = { first: [], again: [], asked: [] };
  for (let round = 0; round <= rounds; round++) {
    signal.throwIfAborted();
    const first = await cpuOf(CHECKS_A_ROUND, () => forgetful.verify(token));
    const again = await cpuOf(CHECKS_A_ROUND, () => verifier.verify(token));
    const asked = await timeOf(QUESTIONS_A_ROUND, ask);
    // The very first round warms up.
    if (round > 0)
      for (const [name, took] of Object.entries({ first, again, asked })) figures[name as 'first'].push(took);
  }
  return { size: token.length, bytesAnEntry, ...figures };
}

/** @returns microseconds of processor time that each used, on average */
async function cpuOf(times: number, work: () => Promise<unknown>): Promise<number> {
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

async function publicKeys(origin: string): Promise<VerificationKey[]> {
  const answer = await fetch(`${origin}/.well-known/jwks.json`);
  const { keys } = (await answer.json()) as { keys: (JsonWebKey & { kid: string; alg: 'ES256' })[] };
  return keys.map(jwk => ({ kid: jwk.kid, alg: jwk.alg, key: createPublicKey({ key: jwk, format: 'jwk' }) }));
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
  report({ size, bytesAnEntry, first, again, asked }) {
    const [once, twice, question] = [quantile(first, 0.5), quantile(again, 0.5), quantile(asked, 0.5)];
    return [
      `A check takes ${once.toFixed(0)} µs of processor time for a token that is new and ${twice.toFixed(1)} µs for one seen before, with`,
      `${ENTRIES.toLocaleString('en')} revocations in memory, ${bytesAnEntry.toFixed(0)} bytes each. To ask Gatehouse on the same machine takes ${(question / 1000).toFixed(1)} ms.`,
      `The token has ${size} bytes. Medians of ${first.length} rounds in turn.`,
    ].join('\n');
  },
};
