import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import type { Gatehouse } from '../support/gatehouse.js';
import { adminToken, logIn, newPerson, type Person } from '../support/people.js';
import { range, rounds, tally } from '../support/rounds.js';
import { RowLock } from '../support/specs/row-lock.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

/** How many want the same row at once; half of them at each instance. */
const CROWD = 50;
/** Others, who want nothing of it: more than an instance has connections. */
const BYSTANDERS = 20;

/** An address counts at once then. */
const NO_MAIL = { GATEHOUSE_MAIL: 'off' };

describe('a crowd that wants the same row of the database', () => {
  const database = useDatabase();
  const instances = useInstances(database, NO_MAIL, NO_MAIL);
  let admin: string;
  let person: Person;

  beforeAll(async () => {
    admin = await adminToken(instances[0].api);
    person = await newPerson(instances[0].api);
  });

  const apiOf = (place: number): Gatehouse['api'] => instances[place % 2 === 0 ? 0 : 1].api;

  /** Connections that wait for a row that somebody else has. */
  async function waiting(): Promise<number> {
    const [row] = await database.query<{ count: string }>(
      `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return Number(row?.count);
  }

  it.each([CROWD, 4 * CROWD])('%d refreshes of one token make one branch, and nobody is turned away', async size => {
    for (const _round of range(rounds(20))) {
      const others = await Promise.all(range(BYSTANDERS).map(() => logIn(apiOf(0), person)));
      const { refresh_token, session_id } = await logIn(apiOf(0), person);
      const [answers, elsewhere] = await Promise.all([
        Promise.all(range(size).map(place => apiOf(place).refresh(refresh_token))),
        Promise.all(others.map((other, place) => apiOf(place).refresh(other.refresh_token))),
      ]);
      expect(tally(elsewhere.map(({ status }) => status))).toEqual({ 200: BYSTANDERS });
      expect(tally(answers.map(({ status }) => status))).toEqual({ 200: size });
      expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(1);
      const [row] = await database.query('SELECT counter, revoked FROM sessions WHERE id = $1', [session_id]);
      expect(row).toEqual({ counter: 1, revoked: false });
      const [graces] = await database.query<{ count: string }>(
        `SELECT count(*) FROM audit_events WHERE kind = 'authn_token_grace' AND target_id = $1`,
        [session_id],
      );
      expect(Number(graces?.count)).toBe(size - 1);
    }
  });

  interface Crowd {
    readonly name: string;
    /** The row. */
    readonly select: string;
    begin(): Promise<{ values: unknown[]; want: (place: number) => Promise<Answer<unknown>> }>;
  }

  const CROWDS: Crowd[] = [
    {
      name: 'refreshes of one token',
      select: 'SELECT id FROM sessions WHERE id = $1 FOR UPDATE',
      begin: async () => {
        const { session_id, refresh_token } = await logIn(apiOf(0), person);
        return { values: [session_id], want: place => apiOf(place).refresh(refresh_token) };
      },
    },
    {
      name: 'logouts from one session',
      select: 'SELECT id FROM sessions WHERE id = $1 FOR UPDATE',
      begin: async () => {
        const { session_id, refresh_token } = await logIn(apiOf(0), person);
        return { values: [session_id], want: place => apiOf(place).post('/v1/auth/logout', { refresh_token }) };
      },
    },
    {
      name: 'logouts of one person from everywhere',
      select: 'SELECT id FROM subjects WHERE id = $1 FOR UPDATE',
      begin: async () => {
        const { id, ...credentials } = await newPerson(apiOf(0));
        const { access_token: token } = await logIn(apiOf(0), credentials);
        // Known as good by both, whatever befalls them: to look at the session waits for nothing.
        for (const place of range(2)) expect((await apiOf(place).me(token)).status).toBe(200);
        return { values: [id], want: place => apiOf(place).post('/v1/auth/logout-all', undefined, { token }) };
      },
    },
    {
      name: 'changes of one address',
      select: 'SELECT id FROM subjects WHERE id = $1 FOR UPDATE',
      begin: async () => {
        const { id, email, password } = await newPerson(apiOf(0));
        const { access_token: token } = await logIn(apiOf(0), { email, password });
        const change = { email, current_password: password };
        return { values: [id], want: place => apiOf(place).post('/v1/auth/email', change, { token }) };
      },
    },
    {
      name: 'privileged changes',
      select: `SELECT name FROM roles WHERE name = 'admin' FOR UPDATE`,
      begin: () => {
        const change = (place: number): Promise<Answer<unknown>> =>
          apiOf(place).put(`/v1/users/${person.id}/roles/user`, undefined, { token: admin });
        return Promise.resolve({ values: [], want: change });
      },
    },
    {
      name: 'revocations of one token',
      select: `INSERT INTO revocations (kind, target, transaction_id, expires_at)
               VALUES ('token', $1, pg_current_xact_id()::text::bigint, now() + interval '1 hour')`,
      begin: () => {
        const jti = randomUUID();
        const revoke = (place: number): Promise<Answer<unknown>> =>
          apiOf(place).post('/v1/revocations', { jti }, { token: admin });
        return Promise.resolve({ values: [jti], want: revoke });
      },
    },
  ];

  it.each(CROWDS)('$name hold one connection an instance while they wait', async ({ select, begin }) => {
    const others = await Promise.all(range(BYSTANDERS).map(async () => logIn(apiOf(0), await newPerson(apiOf(0)))));
    const { values, want } = await begin();
    const lock = await RowLock.take(database, select, values);
    const crowd = Promise.all(range(CROWD).map(want));
    try {
      await lock.awaitedBy(crowd);
      // All of the crowd has been sent before these, who are answered while it waits.
      const answers = await Promise.all(others.map((other, place) => apiOf(place).refresh(other.refresh_token)));
      expect(await waiting()).toBeLessThanOrEqual(instances.length);
      expect(tally(answers.map(({ status }) => status))).toEqual({ 200: BYSTANDERS });
    } finally {
      await lock.release();
      await crowd;
    }
  });
});
