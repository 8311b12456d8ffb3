import { randomInt } from 'node:crypto';
import { Agent, request } from 'node:http';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { invite } from '../support/accounts.js';
import { adminToken, newPerson, PASSWORD } from '../support/people.js';
import { areGreaterBy, median } from '../support/rank-test.js';
import { range, rounds } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const SAMPLES = rounds(500, 50);
/** Of those that have to wait so many are enough: each costs two tries. */
const LIMITED = rounds(500, 28);
const WRONG = 'not-the-password-at-all';
/** A difference that is smaller is none: it could not be told over any network in as many tries as an address has. */
const TOLERATED_MS = 1;
/**
 * What the comparison has to find where it is put in, as a part of what a login takes: a quarter, and with few samples, beside other
 * tests, a hash that is computed three times.
 */
const INJECTED = rounds(0.25, 2);
/** More failures than that are taken for spraying: from then on whoever fails a second time has to wait. */
const SPRAYING = 101;
let failures = 0;
let addresses = 0;

/** What may be wrong with a login. */
const KINDS = ['unknown', 'wrong', 'disabled', 'invited'] as const;
type Kind = (typeof KINDS)[number];

interface Sample {
  readonly took: number;
  /** Status, headers and body, but for what differs between any two requests. */
  readonly told: string;
}

type Ways = Readonly<Record<Kind, readonly Sample[]>>;

const { database, service } = useGatehouse({
  GATEHOUSE_THROTTLE: 'on',
  GATEHOUSE_TRUST_PROXY: 'loopback',
  GATEHOUSE_PASSWORD_GRANT: 'on',
});

describe.each([
  ['the login', '/v1/auth/login', (email: string, password: string) => JSON.stringify({ email, password })],
  [
    'the password grant',
    '/oauth/token',
    (username: string, password: string) =>
      new URLSearchParams({ grant_type: 'password', username, password }).toString(),
  ],
])('at %s', (_what, path, bodyOf) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  /** Accounts are told apart by it: each may fail here once only. */
  const here = path.replaceAll('/', '-');
  let refused: Ways;
  let limited: Ways;

  beforeAll(async () => {
    const admin = await adminToken(service.api);
    await copies('wrong', (await newPerson(service.api)).id);
    const disabled = await newPerson(service.api);
    await service.api.patch(`/v1/users/${disabled.id}`, { status: 'disabled' }, { token: admin });
    await copies('disabled', disabled.id);
    await copies('invited', (await invite(service.api, admin)).id);
    [refused, limited] = await measured();
    agent.destroy();
  });

  /** Accounts like this one. */
  async function copies(kind: Kind, id: string): Promise<void> {
    const made = 'SELECT n, gen_random_uuid() AS id FROM generate_series(0, $2::int - 1) n';
    await database.query(
      `WITH made AS (${made}), subject AS (
         INSERT INTO subjects (id, kind, status) SELECT made.id, s.kind, s.status FROM made, subjects s WHERE s.id = $1
       )
       INSERT INTO users (id, email, password_hash)
       SELECT made.id, $3::text || '-' || n || '@example.test', u.password_hash FROM made, users u WHERE u.id = $1`,
      [id, SAMPLES, kind + here],
    );
  }

  /** One of each kind after the other, in an order that is drawn anew each time: whatever else goes on meets all alike. */
  async function measured(): Promise<[refused: Ways, limited: Ways]> {
    const ways = (): Record<Kind, Sample[]> => ({ unknown: [], wrong: [], disabled: [], invited: [] });
    const [first, second] = [ways(), ways()];
    for (const n of range(SAMPLES)) {
      for (const kind of shuffled(KINDS)) {
        const email = `${kind}${here}-${n}@example.test`;
        const password = kind === 'disabled' ? PASSWORD : WRONG;
        first[kind].push(await attempt(email, password));
        if (++failures <= SPRAYING || second[kind].length === LIMITED) continue;
        let again = await attempt(email, password);
        // Where the second that there is to wait was over already, it is two.
        while (!again.told.startsWith('429')) again = await attempt(email, password);
        second[kind].push(again);
      }
    }
    return [first, second];
  }

  /** Over a connection on which nothing else is under way, from an address that nobody has seen. */
  function attempt(email: string, password: string): Promise<Sample> {
    const n = addresses++;
    const body = bodyOf(email, password);
    const headers = {
      'content-type': body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'x-forwarded-for': `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
    };
    const begun = performance.now();
    return new Promise((resolve, reject) => {
      request(service.url + path, { method: 'POST', agent, headers }, answer => {
        let received = '';
        answer.setEncoding('utf8').on('data', (part: string) => (received += part));
        answer.on('end', () => {
          const took = performance.now() - begun;
          resolve({ took, told: `${answer.statusCode}\n${answer.rawHeaders.join('\n')} ${received}`.replace(OWN, '') });
        });
      })
        .on('error', reject)
        .end(body);
    });
  }

  it.each(KINDS)('says the same to what is %s, refused and limited', kind => {
    for (const [ways, status] of [
      [refused, '40'],
      [limited, '429'],
    ] as const) {
      const expected = ways.unknown[0]?.told ?? '';
      expect(expected.startsWith(status)).toBe(true);
      expect(ways[kind].filter(({ told }) => told !== expected).slice(0, 1)).toEqual([]);
      expect(ways[kind].length).toBeGreaterThanOrEqual(Math.min(LIMITED - 5, SAMPLES / 2));
    }
  });

  it.each(pairs(KINDS))('takes the same time for what is %s and what is %s', (one, other) => {
    for (const ways of [refused, limited]) {
      const [xs, ys] = [timesOf(ways[one]), timesOf(ways[other])];
      const medians = [median(xs), median(ys)];
      const differ = areGreaterBy(TOLERATED_MS, xs, ys) || areGreaterBy(TOLERATED_MS, ys, xs);
      expect({ medians, differ }).toEqual({ medians, differ: false });
    }
  });

  it.each(KINDS)(`would be found to take longer for what is %s by ${INJECTED * 100} %, if it did`, kind => {
    for (const ways of [refused, limited]) {
      const other = kind === 'unknown' ? 'wrong' : 'unknown';
      const injected = median(timesOf(refused[kind])) * INJECTED;
      const longer = timesOf(ways[kind]).map(took => took + injected);
      expect(areGreaterBy(TOLERATED_MS, longer, timesOf(ways[other]))).toBe(true);
    }
  });
});

const timesOf = (samples: readonly Sample[]): number[] => samples.map(({ took }) => took);

/** What no two answers have in common; and how long to wait, which is one second, or two where that was over. */
const OWN = /^(date|x-request-id|retry-after)\n.*$|"instance":"[^"]*",?/gim;

function pairs<T>(of: readonly T[]): [T, T][] {
  return of.flatMap((one, place) => of.slice(place + 1).map((other): [T, T] => [one, other]));
}

function shuffled<T>(of: readonly T[]): T[] {
  const left = [...of];
  return of.map(() => left.splice(randomInt(left.length), 1)[0]!);
}
