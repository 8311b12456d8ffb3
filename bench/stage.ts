import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { EmbeddedPostgres, migrate, Routes } from '#libs/persistence';
import { DEFAULT_PARAMETERS } from '#libs/passwords';
import { databaseSettings } from '#libs/platform';
import type { Cleanup } from './cleanup.js';
import { application, registerApplication } from './crowd/application.js';
import { caller, registerCaller } from './crowd/caller.js';
import { ISSUER, mintKey, trustMint } from './crowd/mint.js';
import { parentOf } from './cpu.js';
import { serviceStatements } from './floor/service-statements.js';
import type { FloorSettings } from './floor/settings.js';
import { ServerProcess } from './server-process.js';
import type { Target } from './target.js';

export interface Stage {
  readonly service: Target;
  readonly floor: Target;
  readonly postgres: { readonly version: string; readonly pid: number };
}

interface Setting {
  readonly cleanup: Cleanup;
  readonly signal: AbortSignal;
  readonly cpuProf: string | undefined;
}

export const ROOT = resolve(fileURLToPath(import.meta.url), '../..');
export const SERVICE = join(ROOT, 'dist/programs/service.js');
const FLOOR = join(ROOT, 'bench/floor.ts');
export const FROM_SOURCE = ['--conditions=source', '--import', '@swc-node/register/esm-register'];

/** Puts something between a target and its database. @returns the URL that the target is given instead */
type Way = (name: Target['name'], databaseUrl: string) => Promise<string>;

/** Starts PostgreSQL in a folder of its own, and on it the service and the floor, each with its own database. */
export async function setStage(setting: Setting, way: Way = (_, url) => Promise.resolve(url)): Promise<Stage> {
  const server = await startPostgres(setting);
  const service = await start('service', server, setting, way);
  const floor = await start('floor', server, setting, way);
  return { service, floor, postgres: await lookAt(service.database) };
}

/** @returns the connection string of an empty server */
export async function startPostgres({ cleanup, signal }: Pick<Setting, 'cleanup' | 'signal'>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  cleanup.add('the temporary folder', () => rm(folder, { recursive: true, force: true }));
  // Started by root, PostgreSQL runs as somebody else, who has to come in.
  await chmod(folder, 0o711);
  const server = await EmbeddedPostgres.start({ dataDir: join(folder, 'data') });
  cleanup.add('PostgreSQL', () => server.stop());
  signal.throwIfAborted();
  return server.url;
}

async function start(name: Target['name'], server: string, setting: Setting, way: Way): Promise<Target> {
  const { cleanup, signal, cpuProf } = setting;
  const url = await createDatabase(server, `bench_${name}`);
  const database = new Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 });
  database.on('error', () => undefined);
  cleanup.add(`the connection to the ${name}'s database`, () => database.end());
  await trustMint(database);
  await registerCaller(database);
  await registerApplication(database);
  const profile = cpuProf === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(cpuProf)}`];
  const taken = await way(name, url);
  const child = ServerProcess.launch({
    name,
    args: name === 'service' ? [...profile, SERVICE] : [...FROM_SOURCE, FLOOR],
    env: name === 'service' ? serviceEnvironment(taken) : floorEnvironment(taken),
  });
  cleanup.add(`the ${name}`, () => child.stop());
  return { name, database, ...(await child.ready(signal)) };
}

/** @returns the new database's connection string, its tables made */
export async function createDatabase(server: string, name: string): Promise<string> {
  const pool = new Pool({ connectionString: server, max: 1 });
  await pool.query(`CREATE DATABASE ${name}`).finally(() => pool.end());
  const url = new URL(server);
  url.pathname = name;
  await migrate(Routes.of({ database: databaseSettings({ DATABASE_URL: url.href }) }).direct, []);
  return url.href;
}

export function serviceEnvironment(databaseUrl: string): Record<string, string> {
  return {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_FORMAT: 'json',
    DATABASE_URL: databaseUrl,
    GATEHOUSE_ISSUER: ISSUER,
    GATEHOUSE_SECRET: randomBytes(48).toString('base64url'),
    GATEHOUSE_ADMIN_EMAIL: 'admin@bench.example',
    GATEHOUSE_ADMIN_PASSWORD: randomBytes(18).toString('base64url'),
    // One address sends everything.
    GATEHOUSE_THROTTLE: 'off',
  };
}

function floorEnvironment(databaseUrl: string): Record<string, string> {
  const settings: FloorSettings = {
    issuer: ISSUER,
    caller,
    application,
    trusted: mintKey,
    hashing: DEFAULT_PARAMETERS,
  };
  return {
    DATABASE_URL: databaseUrl,
    FLOOR_STATEMENTS: JSON.stringify(serviceStatements),
    FLOOR_SETTINGS: JSON.stringify(settings),
  };
}

async function lookAt(database: Pool): Promise<Stage['postgres']> {
  const { rows } = await database.query<{ version: string; backend: number }>(
    `SELECT split_part(current_setting('server_version'), ' ', 1) AS version, pg_backend_pid() AS backend`,
  );
  const [{ version, backend } = { version: 'unknown', backend: 0 }] = rows;
  return { version, pid: await parentOf(backend) };
}
