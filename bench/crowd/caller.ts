import type { Pool } from 'pg';
import { BenchClient } from './client.js';

const SCOPE = 'introspect';
const client = new BenchClient();

/** A service that asks. */
export const caller = { id: client.id, scope: SCOPE, secret_sha256: client.secret_sha256 };

/** What its requests carry. */
export const callerCredentials = client.credentials;

export const registerCaller = (database: Pool): Promise<void> =>
  client.register(database, { name: 'bench', scopes: [SCOPE] });
