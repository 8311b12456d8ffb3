/** What specs of the embedded PostgreSQL share: a folder for its data, servers that end with each test, and queries. */
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { EmbeddedPostgres } from '../../libs/persistence/src/embedded/embedded-postgres.js';
import { isPostmaster } from '../../libs/persistence/src/embedded/postmaster.js';

/** Shared, since creating a database takes a second; every test leaves it stopped. */
export let dataDir: string;
export let base: string;
let started: EmbeddedPostgres[] = [];

/** Registers the hooks that make and remove the folder and stop the servers: called once at the head of a spec. */
export function setTheEmbeddedScene(): void {
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
    await chmod(base, 0o755);
    dataDir = join(base, 'nested', 'data');
  });

  afterEach(async () => {
    for (const server of started) await server.stop();
    started = [];
  });

  afterAll(async () => {
    await rm(base, { recursive: true, force: true });
  });
}

export async function start(folder = dataDir, log?: (line: string) => void): Promise<EmbeddedPostgres> {
  const server = await EmbeddedPostgres.start({ dataDir: folder, ...(log ? { log } : {}) });
  started.push(server);
  return server;
}

export async function query(url: string, text: string): Promise<unknown[][]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

export async function pidOf(folder = dataDir): Promise<number> {
  return Number((await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** False also for a process that has ended but was not reaped yet. */
export async function runs(pid: number): Promise<boolean> {
  return isPostmaster(pid, await realpath(join(dataDir, 'cluster')));
}

export async function remember(url: string, word: string): Promise<void> {
  await query(url, 'DROP TABLE IF EXISTS memory');
  await query(url, 'CREATE TABLE memory (word text)');
  await query(url, `INSERT INTO memory VALUES ('${word}')`);
}

/** Starts a service in a process of its own that uses the server, and kills it once it does. */
export async function startAndKillService(): Promise<void> {
  const source = new URL('../../libs/persistence/src/embedded/embedded-postgres.ts', import.meta.url).href;
  const script = `
    const { EmbeddedPostgres } = await import(${JSON.stringify(source)});
    await EmbeddedPostgres.start({ dataDir: ${JSON.stringify(dataDir)} });
    console.log('ready');
    setInterval(() => undefined, 1000);`;
  const loader = ['--import', '@swc-node/register/esm-register', '--input-type=module'];
  const service = spawn(process.execPath, [...loader, '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const ended = once(service, 'exit');
  await Promise.race([once(service.stdout, 'data'), ended]);
  expect(service.exitCode).toBeNull();
  service.kill('SIGKILL');
  await ended;
}
