import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { Api } from '../api.js';
import type { Judge } from '../chaos/judge.js';
import type { Subscriber } from '../chaos/stage.js';
import type { Door, Traffic } from './traffic.js';

/** How many are asked about, of each kind, the latest first: those of before are as they were in all likelihood. */
const LATEST = 60;

/** What was troubled. */
export interface Scene {
  readonly doors: readonly Door[];
  readonly database: { query<Row>(text: string): Promise<Row[]> };
  /** Services that follow the feed, if there are any, and who asks them. */
  readonly subscribers?: readonly Subscriber[];
  readonly judge?: Judge;
}

/** When the trouble is over and nothing is under way: what was acknowledged holds, at every instance and every service. */
export async function settle(scene: Scene, traffic: Traffic): Promise<void> {
  for (const { notes } of scene.subscribers ?? []) await recovered(notes.api);
  await expectRevocationsKept(scene, traffic);
  for (const { tokens, how } of traffic.ended.slice(-LATEST)) {
    for (const { way, api } of scene.doors) {
      expect([way, how, (await api.me(tokens.access_token)).status]).toEqual([way, how, 401]);
    }
    expect([how, (await traffic.door().api.refresh(tokens.refresh_token)).status]).toEqual([how, 400]);
  }
  for (const tokens of traffic.kept.slice(-LATEST)) {
    const { way, api } = traffic.door();
    const { status, body } = await api.refresh(tokens.refresh_token);
    expect([way, status, body]).toEqual([way, 200, expect.anything()]);
  }
}

async function expectRevocationsKept({ database, doors, judge }: Scene, { revoked }: Traffic): Promise<void> {
  const rows = await database.query<{ target: string }>(`SELECT target FROM revocations WHERE kind = 'token'`);
  const kept = new Set(rows.map(({ target }) => target));
  expect(revoked.filter(({ jti }) => !kept.has(jti))).toEqual([]);
  for (const one of revoked.slice(-LATEST)) {
    await judge?.ask(one);
    for (const { way, api } of doors) expect([way, (await api.me(one.token)).status]).toEqual([way, 401]);
  }
}

/** A service has a view that is new and follows the feed again, of itself. */
async function recovered(api: Api): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await delay(100)) {
    const { body } = await api.get('/health/ready');
    if (body['connected'] === true && Number(body['age_seconds']) < 1.5) return;
  }
  throw new Error('a service did not recover by itself');
}
