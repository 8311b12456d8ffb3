import { randomBytes, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { DEFAULT_PARAMETERS, loadPasswordEngine } from '#libs/passwords';
import type { Connection } from './connection.js';
import type { Target } from './target.js';

export interface Account {
  readonly email: string;
  readonly password: string;
}

/** The members of the answer to a login or refresh that scenarios need. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** One for all accounts: each has to be hashed. */
const password = randomBytes(18).toString('base64url');
const hash = loadPasswordEngine().then(engine => engine.hash(password, DEFAULT_PARAMETERS));

/** New users with the role `user`, written into the target's database so that both targets hold the same. */
export async function addAccounts({ database }: Pick<Target, 'database'>, count: number): Promise<Account[]> {
  const accounts: Account[] = [];
  for (let number = 0; number < count; number++) {
    const [id, email] = [v7(), `${randomUUID()}@bench.example`];
    await database.query(`INSERT INTO subjects (id, kind, status) VALUES ($1, 'user', 'active')`, [id]);
    await database.query('INSERT INTO users (id, email, password_hash) VALUES ($1, $2, $3)', [id, email, await hash]);
    await database.query(`INSERT INTO user_roles (user_id, role) VALUES ($1, 'user')`, [id]);
    accounts.push({ email, password });
  }
  return accounts;
}

export async function logIn(connection: Connection, account: Account): Promise<Tokens> {
  return readTokens((await connection.send({ method: 'POST', path: '/v1/auth/login', body: account })).text);
}

export function readTokens(text: string): Tokens {
  const { access_token, refresh_token } = JSON.parse(text) as Partial<Tokens>;
  if (access_token === undefined || refresh_token === undefined) throw new Error(`No tokens in: ${text}`);
  return { access_token, refresh_token };
}

/** A session for each connection, each of a user of its own; made one by one, since hashing is slow. */
export async function openSessions(
  target: Target,
  connections: readonly Connection[],
): Promise<[Connection, Tokens][]> {
  const accounts = await addAccounts(target, connections.length);
  const opened: [Connection, Tokens][] = [];
  for (const [place, account] of accounts.entries()) {
    const connection = connections[place];
    if (connection !== undefined) opened.push([connection, await logIn(connection, account)]);
  }
  return opened;
}
