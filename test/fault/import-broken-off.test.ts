import { beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CommandLine } from '../support/command-line.js';
import { Gatehouse } from '../support/gatehouse.js';
import { cameTo, importLines, someone, textOf } from '../support/imports.js';
import { LineStream } from '../support/line-stream.js';
import { adminToken } from '../support/people.js';
import { range } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';
import { until } from '../support/workers.js';

/** Lines that are brought in together. */
const BATCH = 500;
const PEOPLE = 3 * BATCH;

describe('an import that is broken off', () => {
  const { database, service } = useGatehouse();
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  const newcomers = (): object[] => range(PEOPLE).map(() => ({ email: someone(), ext: { plan: 'gold' } }));

  async function count(sql: string): Promise<number> {
    return (await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`))[0]?.n ?? NaN;
  }

  const there = async (people: readonly object[]): Promise<number> => {
    const emails = people.map(person => (person as { email: string }).email);
    const [row] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM users WHERE email = ANY($1)', [
      emails,
    ]);
    return row?.n ?? NaN;
  };

  /** Nobody is there by halves: each has a standing, a role, claims, and is in the trail. */
  async function expectWhole(): Promise<void> {
    expect(await count(`subjects WHERE kind = 'user' AND id NOT IN (SELECT id FROM users)`)).toBe(0);
    expect(await count(`users WHERE id NOT IN (SELECT user_id FROM user_roles WHERE role = 'user')`)).toBe(0);
    const imported = await count(`subjects WHERE ext = '{"plan":"gold"}'`);
    expect(await count(`audit_events WHERE kind = 'user_created' AND details ? 'import'`)).toBe(imported);
  }

  /** What was there is there, and the rest comes in, once. */
  async function expectRepeatable(at: Gatehouse, people: readonly object[], before: number): Promise<void> {
    const report = (await importLines(at, await adminToken(at.api), people)).body;
    expect(report).toMatchObject(cameTo(people.length - before, before));
    expect(await there(people)).toBe(people.length);
    await expectWhole();
  }

  it('because nothing more of it arrives ends by itself, and has whole batches in', async () => {
    const people = newcomers();
    const upload = await LineStream.begin(service, token);
    upload.send(`${textOf(people.slice(0, BATCH + 100))}\n{"email":"cut-`);
    await until(async () => (await there(people)) === BATCH);
    // One at a time: who is on hand meanwhile is asked to come again.
    expect((await importLines(service, token, [])).status).toBe(503);
    expect(await upload.ended()).toBe(400);
    expect(upload.answer).toContain('Nothing more of it has arrived for 10 s.');
    expect(await there(people)).toBe(BATCH);
    await expectRepeatable(service, people, BATCH);
  });

  it('because whoever sends it is gone makes room for the next one', async () => {
    const people = newcomers();
    const upload = await LineStream.begin(service, token);
    upload.send(`${textOf(people.slice(0, BATCH + 100))}\n`);
    await until(async () => (await there(people)) === BATCH);
    upload.breakOff();
    await until(async () => (await importLines(service, token, [])).status === 200);
    expect(await there(people)).toBe(BATCH);
    await expectRepeatable(service, people, BATCH);
  });

  it('because the service is told to end says so, and the service ends as it should', async () => {
    const ending = await Gatehouse.start(database);
    const people = newcomers();
    const upload = await LineStream.begin(ending, token);
    upload.send(`${textOf(people.slice(0, BATCH))}\n`);
    await until(async () => (await there(people)) === BATCH);
    const ended = upload.ended();
    const stopped = ending.stop();
    const sending = { isOver: false };
    void ended.then(() => (sending.isOver = true));
    // Whoever sends does not know, and goes on.
    for (let place = BATCH; !sending.isOver; place = Math.min(place + 1, PEOPLE - 1)) {
      upload.send(`${textOf(people.slice(place, place + 1))}\n`);
      await delay(1);
    }
    expect([await ended, await stopped]).toEqual([503, 0]);
    expect(upload.answer).toMatch(/^retry-after: \d+/im);
    expect((await there(people)) % BATCH).toBe(0);
    await expectRepeatable(service, people, await there(people));
  });

  it('because an operator ends the command tells how far it is, and has in what was read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-import-'));
    const file = join(folder, 'people.jsonl');
    const people = range(20 * BATCH).map(() => ({ email: someone(), ext: { plan: 'gold' } }));
    await writeFile(file, textOf(people));
    const auth = new CommandLine(database);
    const running = auth.start('users', 'import', file);
    await until(async () => (await there(people)) > 0);
    running.child.kill('SIGTERM');
    expect(await running.exited()).toBe(1);
    const created = Number(/(\d+) created, 0 unchanged, 0 refused \(import/.exec(running.output())?.[1]);
    expect(await there(people)).toBe(created);
    expect(created).toBeLessThan(people.length);
    expect(running.output()).toContain('run it again, and the rest comes in');
    await expectWhole();
    expect(await auth.json('users', 'import', file)).toMatchObject(cameTo(people.length - created, created));
    await rm(folder, { recursive: true });
  });
});
