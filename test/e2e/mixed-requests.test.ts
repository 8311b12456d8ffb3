import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { newRole } from '../support/accounts.js';
import { ADMIN, TEST_SECRET } from '../support/gatehouse.js';
import { type Cast, type Length, mix, sentBy } from '../support/mixture/mixture.js';
import { Persona } from '../support/mixture/persona.js';
import { Secrets } from '../support/mixture/secrets.js';
import { Wire } from '../support/mixture/wire.js';
import { clientToken, newClient } from '../support/oauth.js';
import { logIn, newPerson } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';
import { use } from '../support/use.js';
import { useGatehouse } from '../support/use-gatehouse.js';
import { until } from '../support/workers.js';

/** As many, or as there is time for: two busy cores answer some hundred a second, and four quiet ones thousands. */
const REQUESTS = rounds(1_000_000, 1000);
const MINUTES = Number(process.env['GATEHOUSE_TEST_MINUTES'] ?? 12);
/** What was in use after the first part is held against what is at the end: by then code is compiled. */
const PART = 0.2;
/** Verified tokens that the service remembers, the most of what it does; a whole run begins when it is full of them. */
const REMEMBERED = rounds(10_000, 0);
/** What comes before the mixture takes some time too. */
const HOOK_MS = (MINUTES + 15) * 60_000;
const PERSONAS = 12;
/** Of memory, for each that is in force (`npm run bench -- token`). */
const REVOCATION_BYTES = 100;
/** Seconds that sessions and access tokens live: so short that what is over is forgotten while the test looks on. */
const [SESSION_TTL, ACCESS_TTL] = [rounds(24, 10), rounds(12, 5)];
const AGES = { session: (SESSION_TTL * 1000) / 3, token: (ACCESS_TTL * 1000) / 3 };
/** Of each kind and minute, and one for all the others. */
const SIGNALS_A_MINUTE = 201;
const HEAP = pathToFileURL('test/support/heap-on-signal.js').href;

describe(`${REQUESTS} requests of all kinds, if there is time for them,`, () => {
  const { database, service } = useGatehouse({
    GATEHOUSE_THROTTLE: 'on',
    GATEHOUSE_TRUST_PROXY: 'loopback',
    // Whoever acts here logs in more often than a person does; failures are counted all the same.
    GATEHOUSE_RATE_LIMIT: '120000',
    GATEHOUSE_SESSION_TTL: `${SESSION_TTL}s`,
    GATEHOUSE_IDLE_TTL: `${SESSION_TTL}s`,
    GATEHOUSE_ACCESS_TTL: `${ACCESS_TTL}s`,
    GATEHOUSE_CLEANUP_INTERVAL: '1s',
    LOG_LEVEL: 'debug',
    NODE_OPTIONS: `--import=${HEAP}`,
  });
  const secrets = new Secrets();
  const wire = use(
    () => Promise.resolve(new Wire(service.url, PERSONAS)),
    wire => Promise.resolve(wire.close()),
  );
  let personas: Persona[];
  let watcher: string;
  let begun: number;
  /** What was in use after each part, and how much the feed of revocations had to remember. */
  let heap: number[];
  let remembered: number[];

  beforeAll(async () => {
    const { api } = service;
    const first = (await logIn(api, ADMIN)).access_token;
    const client = await newClient(api, first, { scopes: ['introspect'] });
    const watching = await newClient(api, first, { scopes: ['metrics:read'] });
    const members: string[] = [];
    for (const _member of range(5)) members.push((await newPerson(api)).id);
    secrets.add(ADMIN.password, TEST_SECRET, client.client_secret, watching.client_secret, first);
    const cast: Cast = { client, members, role: await newRole(api, first, []), admin: adminTokens(first) };
    personas = range(PERSONAS).map(() => new Persona(wire, secrets, AGES));
    for (const persona of personas) await persona.register();
    begun = Date.now();
    await fillMemory();
    [heap, remembered] = [[], []];
    for (const _part of range(1 / PART)) {
      await mix(personas, cast, lengthOf(PART));
      heap.push(await heapInUse());
      remembered.push(await count('revocations'));
    }
    watcher = await clientToken(api, watching);
    secrets.add(watcher);
    const seconds = (Date.now() - begun) / 1000;
    console.log(
      `${sentBy(personas)} requests in ${Math.round(seconds)} s; ${secrets.count} secrets were handed out; the log has ` +
        `${(service.process.output().length / 1e6).toFixed(1)} MB; the heap went from ` +
        heap.map((bytes, part) => `${(bytes / 1e6).toFixed(1)} MB with ${remembered[part]} revocations`).join(' to '),
    );
  }, HOOK_MS);

  /** Each token is used once, and that is how it comes to be remembered. */
  async function fillMemory(): Promise<void> {
    let left = REMEMBERED;
    const fill = async (persona: Persona): Promise<void> => {
      while (left-- > 0) {
        const token = await persona.newToken();
        await persona.ask({ path: '/v1/auth/me', token }, 200);
      }
    };
    await Promise.all(personas.map(fill));
  }

  /** A token of the administrator's, renewed before it is too old. */
  function adminTokens(first: string): () => Promise<string> {
    let [latest, at] = [Promise.resolve(first), performance.now()];
    return () => {
      if (performance.now() - at > AGES.token) {
        at = performance.now();
        latest = logIn(service.api, ADMIN).then(({ access_token, refresh_token }) => {
          secrets.add(access_token, refresh_token);
          return access_token;
        });
      }
      return latest;
    };
  }

  async function heapInUse(): Promise<number> {
    const { child, output, printed } = service.process;
    const said = output().split('heap in use').length;
    child.kill('SIGUSR2');
    const [, bytes] = await printed(new RegExp(`(?:heap in use[^]*){${said - 1}}heap in use: (\\d+)\n`));
    return Number(bytes);
  }

  const lengthOf = (part: number): Length => ({ requests: REQUESTS * part, ms: MINUTES * 60_000 * part });

  const count = async (what: string): Promise<number> =>
    Number((await database.query<{ count: string }>(`SELECT count(*) FROM ${what}`))[0]?.count);

  it('are each answered as they should be', () => {
    expect(personas.flatMap(({ wrong }) => wrong).slice(0, 10)).toEqual([]);
    expect(sentBy(personas)).toBeGreaterThanOrEqual(Math.min(REQUESTS, 1000));
    expect(service.process.output()).not.toMatch(/\b(error|fatal)\b {1,2}[A-Z]/);
  });

  it('leave nothing in memory', () => {
    const [before = NaN, after = NaN] = [heap[0], heap.at(-1)];
    // What was taken back has to be known for an hour, and cannot be forgotten in a run that is shorter.
    const more = Math.max(0, (remembered.at(-1) ?? NaN) - (remembered[0] ?? NaN)) * REVOCATION_BYTES;
    // A short run compares what is not warm yet.
    expect((after - more) / before).toBeLessThan(REMEMBERED > 0 ? 1.1 : 1.5);
  });

  it('tell no secret to the log or the metrics, and no address', async () => {
    const { status, body } = await service.api.get<string>('/metrics', { token: watcher });
    expect(status).toBe(200);
    expect(secrets.count).toBeGreaterThan(sentBy(personas) / 100);
    expect(secrets.foundIn(body)).toEqual([]);
    expect(secrets.foundIn(service.process.output()).slice(0, 10)).toEqual([]);
  });

  it('would be found out if they did', () => {
    for (const text of [watcher, `x=${watcher}; y`, ADMIN.password, TEST_SECRET, 'from 10.77.3.4:', 'secret-otter-1']) {
      expect([text, secrets.foundIn(`12:00:00 info  ${text} `).length > 0]).toEqual([text, true]);
    }
    expect(secrets.foundIn('12:00:00 info  Gatehouse: ready 0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21')).toEqual([]);
  });

  it('leave no session and no revocation behind that is over, and few signals', async () => {
    await until(async () => (await count('sessions')) === 0, SESSION_TTL * 1000 + 20_000);
    // An hour at most is how long any instance's tokens may live: so long each entry is kept. Here it is over.
    expect(await count(`revocations WHERE expires_at > now() + interval '70 minutes'`)).toBe(0);
    await database.query(`UPDATE revocations SET expires_at = expires_at - interval '2 hours'`);
    await until(async () => (await count(`revocations WHERE kind IN ('session', 'token')`)) === 0);
    expect(await count('revocations')).toBeLessThan(20);
    const minutes = (Date.now() - begun) / 60_000 + 2;
    const kinds = [
      'authn_login_fail_max',
      'authn_spraying',
      'authn_client_fail',
      'authz_fail',
      'excess_rate_limit_exceeded',
    ];
    for (const kind of kinds) {
      expect(await count(`audit_events WHERE kind = '${kind}'`)).toBeLessThan(SIGNALS_A_MINUTE * minutes);
    }
  });
});
