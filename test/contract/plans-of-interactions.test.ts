import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { AuthorizationRequest } from '../../libs/oidc/src/authorization-request.js';
import { takeUp } from '../../libs/oidc/src/interactions.js';
import { planOf, rowsRead } from '../support/query-plan.js';
import { useDatabase } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';

const INTERACTIONS = 20_000;
/** Those of one browser that are looked at. */
const LATEST = 50;
const BROWSER = Buffer.alloc(32, 7);

/** Whoever likes may say of any number of logins for applications that they are of one browser. */
describe('among many interactions of one browser', () => {
  const database = useDatabase();
  const client = use(connect, client => client.end());

  beforeAll(async () => {
    await client.query(THERE, [BROWSER, INTERACTIONS]);
    await client.query('VACUUM ANALYZE oidc_interactions');
  });

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client(database.url);
    await client.connect();
    return client;
  }

  const valuesOf = (state: number): unknown[] =>
    takeUp.valuesOf({ browser_hash: BROWSER, request: { state: String(state) } as AuthorizationRequest });

  it.each([
    ['the latest', INTERACTIONS, true],
    ['one of the latest', INTERACTIONS - LATEST + 1, true],
    ['an old one', INTERACTIONS - LATEST, false],
    ['one that is not there', 0, false],
  ])('%s is looked for among few', async (_which, state, isThere) => {
    expect(rowsRead(await planOf(client, takeUp.text, valuesOf(state)))).toBeLessThanOrEqual(LATEST);
    expect((await client.query(takeUp.text, valuesOf(state))).rowCount).toBe(isThere ? 1 : 0);
  });
});

const THERE = `
  INSERT INTO oidc_interactions (id, client_id, browser_hash, request, created_at, expires_at)
  SELECT lpad(to_hex(n), 32, '0')::uuid, (SELECT id FROM clients LIMIT 1), $1, jsonb_build_object('state', n::text),
         statement_timestamp(), statement_timestamp() + interval '10 minutes'
  FROM generate_series(1, $2::integer) n`;
