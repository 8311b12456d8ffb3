import type { Pool } from 'pg';
import { BenchClient } from './client.js';

const client = new BenchClient();
const redirect_uri = 'https://wiki.bench.example/callback';

/** An application that people log in with, ours, so that nobody is asked for consent. */
export const application = { id: client.id, redirect_uri, secret_sha256: client.secret_sha256 };

/** What its requests carry. */
export const applicationCredentials = client.credentials;

export const registerApplication = (database: Pool): Promise<void> =>
  client.register(database, {
    ...{ name: 'wiki', scopes: [], kind: 'web', redirect_uris: [redirect_uri], first_party: true },
  });
