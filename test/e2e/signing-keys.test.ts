import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { TestDatabase } from '../support/database.js';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { headerOf, logIn, newPerson, type Person } from '../support/people.js';
import { runNode } from '../support/process.js';
import { range, rounds, tally } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';
import { until } from '../support/workers.js';

/** Short enough to wait for: a key is published for `JWKS_MAX_AGE` and two polls before it signs. */
const SETTINGS = { GATEHOUSE_JWKS_MAX_AGE: '1s', GATEHOUSE_KEY_ROTATION: '30d' };

const ROTATIONS = rounds(5, 2);

describe('signing keys', () => {
  const database = useDatabase();
  const replicas = useInstances(database, SETTINGS, SETTINGS);
  let person: Person;

  beforeAll(async () => {
    person = await newPerson(replicas[0].api);
  });

  const keys = (...args: string[]): ReturnType<typeof keysUnder> => keysUnder(SETTINGS, database, ...args);

  async function keysUnder(
    settings: Record<string, string>,
    database: TestDatabase,
    ...args: string[]
  ): Promise<{ code: number | null; output: string }> {
    const command = runNode(['dist/programs/auth.js', 'keys', ...args], testEnvironment(database, settings));
    return { code: await command.exited(), output: command.output() };
  }

  const states = async (): Promise<Record<string, number>> =>
    tally((await database.query<{ state: string }>('SELECT state FROM signing_keys')).map(key => key.state));

  async function rotateWhenOldEnough(
    of: TestDatabase = database,
    settings: Record<string, string> = SETTINGS,
  ): Promise<void> {
    for (let attempt = 0; attempt < 20; attempt++) {
      const { code, output } = await keysUnder(settings, of, 'rotate');
      if (code === 0) return;
      expect(output).toContain('key_too_young');
      await new Promise(resolve => setTimeout(resolve, 500));
    }
    throw new Error('the next key never got old enough');
  }

  it('rotated again and again under load: not one token is refused by either replica', async () => {
    let running = true;
    const outcomes: (number | string)[] = [];
    const note = ({ status, body }: Answer<object>): void => {
      // Which problem it was, if there was one.
      outcomes.push(status === 200 ? status : `${status} ${JSON.stringify(body)}`);
    };
    const used = new Set<unknown>();
    const worker = async (index: number): Promise<void> => {
      const [first, second] = index % 2 === 0 ? replicas : [replicas[1], replicas[0]];
      let tokens = await logIn(first.api, person);
      while (running) {
        note(await second.api.me(tokens.access_token));
        const refreshed = await second.api.refresh(tokens.refresh_token);
        note(refreshed);
        note(await first.api.me(refreshed.body.access_token));
        // The token of before the refresh is good for as long as it lives, whatever key signed it.
        note(await first.api.me(tokens.access_token));
        tokens = refreshed.body;
        used.add(headerOf(tokens.access_token)['kid']);
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    };
    const workers = range(4).map(worker);
    for (const _round of range(ROTATIONS)) await rotateWhenOldEnough();
    await new Promise(resolve => setTimeout(resolve, 1500));
    running = false;
    await Promise.all(workers);
    expect(tally(outcomes)).toEqual({ 200: outcomes.length });
    expect(outcomes.length).toBeGreaterThan(100);
    expect(used.size).toBe(ROTATIONS + 1);
    expect(await states()).toEqual({ current: 1, next: 1, previous: ROTATIONS });
  });

  it('that ceased to sign have no private half in the database any more', async () => {
    const rows = await database.query(
      `SELECT state, length(private_key) > 0 AS sealed FROM signing_keys ORDER BY state`,
    );
    for (const { state, sealed } of rows)
      expect([state, sealed]).toEqual([state, state === 'current' || state === 'next']);
  });

  it('too young to be known everywhere are not made to sign', async () => {
    await rotateWhenOldEnough();
    // An hour: on a busy machine the command itself may take as long as the three seconds of the others.
    const { code, output } = await keysUnder({ ...SETTINGS, GATEHOUSE_JWKS_MAX_AGE: '1h' }, database, 'rotate');
    expect(code).toBe(1);
    expect(output).toMatch(/key_too_young.*Try again in \d+ s/);
  });

  it('that are compromised are refused by every replica at its next request, once retired', async () => {
    const tokens = await logIn(replicas[0].api, person);
    const kid = String(headerOf(tokens.access_token)['kid']);
    for (const replica of replicas) expect((await replica.api.me(tokens.access_token)).status).toBe(200);
    expect((await keys('retire', kid)).code).toBe(0);
    for (const replica of replicas) expect((await replica.api.me(tokens.access_token)).status).toBe(401);
    // A poll later both sign with the key that took over, and sessions have gone on.
    await new Promise(resolve => setTimeout(resolve, 1500));
    for (const replica of replicas) {
      const { keys: published } = (await replica.api.get<{ keys: { kid: string }[] }>('/.well-known/jwks.json')).body;
      expect(published.map(key => key.kid)).not.toContain(kid);
    }
    const refreshed = await replicas[1].api.refresh(tokens.refresh_token);
    expect(refreshed.status).toBe(200);
    for (const replica of replicas) expect((await replica.api.me(refreshed.body.access_token)).status).toBe(200);
    expect(await states()).toMatchObject({ current: 1, next: 1, retired: 1 });
  });

  it('are listed by the command, which knows how it is used', async () => {
    expect((await keys('list')).output).toMatch(/ES256 current {2}published_at=\S+ activated_at=/);
    expect(await keys('explode')).toEqual({ code: 2, output: expect.stringContaining("unknown command 'explode'") });
    expect(await keys('retire')).toEqual({
      code: 2,
      output: expect.stringContaining("missing required argument 'kid'"),
    });
    expect(await keys('retire', 'nothing')).toEqual({ code: 1, output: expect.stringContaining('key_not_found') });
  });

  it('replaced by schedule when they are old enough, and retired when no token of theirs can live', async () => {
    await database.query(`UPDATE signing_keys SET superseded_at = now() - interval '2 hours' WHERE state = 'previous'`);
    const before = await states();
    const settings = { ...SETTINGS, GATEHOUSE_KEY_ROTATION: '1s', GATEHOUSE_CLEANUP_INTERVAL: '1s' };
    const scheduled = await Gatehouse.start(database, settings);
    const deadline = Date.now() + 15_000;
    while ((await states())['previous'] !== 1 && Date.now() < deadline)
      await new Promise(resolve => setTimeout(resolve, 200));
    await scheduled.stop();
    const after = await states();
    expect(after['retired']).toBeGreaterThanOrEqual((before['retired'] ?? 0) + (before['previous'] ?? 0));
    expect(after).toMatchObject({ current: 1, next: 1 });
    const [audited] = await database.query(`SELECT count(*)::int AS n FROM audit_events WHERE kind = 'key_rotated'`);
    expect(audited?.['n']).toBeGreaterThanOrEqual(ROTATIONS + 2);
  });

  it('of another algorithm sign from the next rotation on, and the metadata say what is signed with at each moment', async () => {
    const filled = await TestDatabase.createMigrated();
    const withAlgorithm = (alg: string): Record<string, string> => ({ ...SETTINGS, GATEHOUSE_SIGNING_ALG: alg });
    const restart = (alg: string): Promise<Gatehouse> => Gatehouse.start(filled, withAlgorithm(alg));
    const algorithms = async ({ api }: Gatehouse): Promise<{ said: unknown; signs: unknown }> => {
      const { body } = await api.get('/.well-known/openid-configuration');
      const { access_token } = await logIn(api, person);
      expect((await api.me(access_token)).status).toBe(200);
      return { said: body['id_token_signing_alg_values_supported'], signs: headerOf(access_token)['alg'] };
    };
    const first = await restart('ES256');
    const person = await newPerson(first.api);
    expect(await algorithms(first)).toEqual({ said: ['ES256'], signs: 'ES256' });
    await first.stop();
    const second = await restart('RS256');
    expect(await algorithms(second)).toEqual({ said: ['ES256', 'RS256'], signs: 'ES256' });
    await rotateWhenOldEnough(filled, withAlgorithm('RS256'));
    await until(async () => (await algorithms(second)).signs === 'RS256');
    expect(await algorithms(second)).toEqual({ said: ['RS256', 'ES256'], signs: 'RS256' });
    await second.stop();
    await filled.drop();
  });
});
