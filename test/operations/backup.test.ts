/** Backup and restore as docs/operations.md says, by its commands. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Tokens } from '../support/api.js';
import { BackupScene } from '../support/backup-scene.js';
import { FeedStream } from '../support/feed-stream.js';
import { describeWhere } from '../support/left-out.js';
import { clientToken } from '../support/oauth.js';
import { adminToken, logIn, newLogin, newPerson, type Person } from '../support/people.js';
import { Ledger } from '../support/traffic/ledger.js';
import { newTraffic } from '../support/traffic/new-traffic.js';
import { settle } from '../support/traffic/settlement.js';
import { use } from '../support/use.js';
import { wholePostgres } from '../support/whole-postgres.js';
import { until } from '../support/workers.js';

const WRITTEN = 60;

const otherwise = 'backup and restore, for want of postgresql with pg_dump';
const describeHere = describeWhere(wholePostgres !== undefined, otherwise);

describeHere('a database that is dumped under traffic, lost, and restored on a new server', () => {
  const scene = use(
    () => BackupScene.set(wholePostgres!),
    scene => scene.strike(),
  );
  /** Logged out after the dump. */
  let undone: Tokens;
  /** Logged in before the dump, and refreshed after it. */
  let moved: Tokens;
  /** Came after the dump. */
  let late: { person: Person; tokens: Tokens };
  let owner: Person;
  let keys: unknown;
  let feed: string;

  const notesSay = async ({ access_token: token }: Tokens): Promise<number> =>
    (await scene.notes.api.get('/v1/my/topics', { token })).status;
  const refresh = async ({ refresh_token }: Tokens): Promise<number> =>
    (await scene.gatehouse.api.refresh(refresh_token)).status;
  const me = async ({ access_token }: Tokens): Promise<number> => (await scene.gatehouse.api.me(access_token)).status;
  const published = async (): Promise<unknown> => (await scene.gatehouse.api.get('/.well-known/jwks.json')).body;
  const newsOf = async (count: number) => {
    const token = await clientToken(scene.gatehouse.api, scene.client);
    const stream = await FeedStream.open(scene.gatehouse.url, token);
    const events = [];
    while (events.length < count) events.push((await stream.next()).data);
    stream.close();
    return events;
  };

  const notesAreReady = (): Promise<void> =>
    until(async () => {
      const { status, body } = await scene.notes.api.get('/health/ready');
      return status === 200 && body['connected'] === true;
    });

  /** People come and go while the dump is made. What was acknowledged before it has to be in it. */
  async function dumpUnderTraffic(): Promise<void> {
    const { api } = scene.gatehouse;
    const ledger = new Ledger();
    const doors = [{ way: 'service', api }];
    const traffic = await newTraffic({ doors, ledger, admin: await adminToken(api) });
    const written = (count: number): Promise<void> => {
      const wanted = ledger.acknowledged + count;
      return until(() => ledger.acknowledged >= wanted);
    };
    const running = traffic.run();
    await written(WRITTEN);
    const known = { kept: [...traffic.kept], ended: [...traffic.ended], revoked: [...traffic.revoked] };
    await scene.follow('A dump');
    await written(WRITTEN / 2);
    traffic.stop();
    await running;
    expect(ledger.wrong).toEqual([]);
    expect(ledger.refused).toBe(0);
    restored = () => settle({ doors, database: scene.database }, Object.assign(traffic, known));
  }
  /** Holds what was acknowledged before the dump against what is there. */
  let restored: () => Promise<void>;

  beforeAll(async () => {
    const { api } = scene.gatehouse;
    owner = await newPerson(api);
    undone = await logIn(api, owner);
    moved = await logIn(api, owner);
    keys = await published();
    await dumpUnderTraffic();
    await api.post('/v1/auth/logout', undefined, { token: undone.access_token });
    expect(await notesSay(undone)).toBe(401);
    moved = (await api.refresh(moved.refresh_token)).body;
    late = await newLogin(api);
    feed = (await newsOf(1))[0]?.feed ?? '';
    await scene.lose();
    await scene.follow('Restoring');
    await scene.start();
  });

  it('has all that was acknowledged before the dump, and refuses all that was revoked', async () => {
    await restored();
  });

  it('signs with the keys of before', async () => {
    expect(await published()).toEqual(keys);
  });

  it('gives subscribers a whole picture of another feed, and nothing of it twice', async () => {
    const [picture, ...others] = await newsOf(4);
    expect(picture).toMatchObject({ reset: true });
    expect(picture?.feed).not.toBe(feed);
    expect(picture?.items.length).toBeGreaterThan(5);
    expect(others.map(({ items }) => items)).toEqual([[], [], []]);
  });

  it('is followed by the services of before, by themselves', async () => {
    await notesAreReady();
    expect(await notesSay(await logIn(scene.gatehouse.api, owner))).toBe(200);
  });

  it('knows nothing of what came after the dump', async () => {
    expect((await scene.gatehouse.api.login(late.person.email, late.person.password)).status).toBe(401);
    expect([await me(late.tokens), await refresh(late.tokens)]).toEqual([401, 400]);
    // Verified without asking anybody, until it expires.
    expect(await notesSay(late.tokens)).toBe(200);
  });

  it('takes for good what was revoked after the dump, but for services that have heard of it', async () => {
    expect([await me(undone), await notesSay(undone)]).toEqual([200, 401]);
    const newer = await scene.newNotes();
    expect((await newer.api.get('/v1/my/topics', { token: undone.access_token })).status).toBe(200);
    await newer.stop();
  });

  it('ends a session that was refreshed after the dump, at its next refresh', async () => {
    expect(await refresh(moved)).toBe(400);
    expect(await me(moved)).toBe(401);
  });

  it('lets nothing of before live once everything is outdated', async () => {
    const ofService = await clientToken(scene.gatehouse.api, scene.client);
    await scene.gatehouse.stop();
    await scene.follow('Outdating everything', () => scene.start());
    await notesAreReady();
    expect([await me(undone), await refresh(undone)]).toEqual([401, 400]);
    await until(async () => (await notesSay(undone)) === 401);
    expect(await notesSay(late.tokens)).toBe(401);
    expect((await scene.gatehouse.api.get('/v1/revocations', { token: ofService })).status).toBe(401);
    expect(kidsIn(await published()).filter(kid => kidsIn(keys).includes(kid))).toEqual([]);
    const anew = await logIn(scene.gatehouse.api, owner);
    expect([await me(anew), await notesSay(anew), await refresh(anew)]).toEqual([200, 200, 200]);
  });
});

const kidsIn = (jwks: unknown): string[] => (jwks as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
