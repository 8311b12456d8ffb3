import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { Api } from '../api.js';
import type { Judge } from '../chaos/judge.js';
import type { Subscriber } from '../chaos/stage.js';
import { range } from '../rounds.js';
import type { Door, Traffic } from './traffic.js';

/** How many are asked about, of each kind, the latest first: those of before are as they were in all likelihood. */
const LATEST = 60;
/** How many are asked about at the same time. */
const AT_ONCE = 8;

/** What was troubled. */
export interface Scene {
  readonly doors: readonly Door[];
  readonly database: { query<Row>(text: string): Promise<Row[]> };
  /** Services that follow the feed, if there are any, and who asks them. */
  readonly subscribers?: readonly Subscriber[];
  readonly judge?: Judge;
}

/**
 * When the trouble is over and nothing is under way: what was acknowledged holds, at every instance and every service.
 * @param latest how many are asked about, of each kind
 */
export async function settle(scene: Scene, traffic: Traffic, latest = LATEST): Promise<void> {
  for (const { notes } of scene.subscribers ?? []) await recovered(notes.api);
  await expectRevocationsKept(scene, traffic, latest);
  await ofEach(traffic.ended.slice(-latest), async ({ tokens, how }) => {
    for (const { way, api } of scene.doors) {
      expect([way, how, (await api.me(tokens.access_token)).status]).toEqual([way, how, 401]);
    }
    expect([how, (await traffic.door().api.refresh(tokens.refresh_token)).status]).toEqual([how, 400]);
  });
  await ofEach(traffic.kept.slice(-latest), async tokens => {
    const { way, api } = traffic.door();
    const { status, body } = await api.refresh(tokens.refresh_token);
    expect([way, status, body]).toEqual([way, 200, expect.anything()]);
  });
}

async function expectRevocationsKept(scene: Scene, { revoked }: Traffic, latest: number): Promise<void> {
  const { database, doors, judge } = scene;
  const rows = await database.query<{ target: string }>(`SELECT target FROM revocations WHERE kind = 'token'`);
  const kept = new Set(rows.map(({ target }) => target));
  expect(revoked.filter(({ jti }) => !kept.has(jti))).toEqual([]);
  await ofEach(revoked.slice(-latest), async one => {
    await judge?.ask(one);
    for (const { way, api } of doors) expect([way, (await api.me(one.token)).status]).toEqual([way, 401]);
  });
}

/** Looks at all of them, at some at the same time. */
export async function ofEach<T>(all: readonly T[], look: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  await Promise.all(
    range(AT_ONCE).map(async () => {
      for (let one = left.pop(); one !== undefined; one = left.pop()) await look(one);
    }),
  );
}

/** A service has a view that is new and follows the feed again, of itself. */
async function recovered(api: Api): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await delay(100)) {
    const { body } = await api.get('/health/ready');
    if (body['connected'] === true && Number(body['age_seconds']) < 1.5) return;
  }
  throw new Error('a service did not recover by itself');
}
