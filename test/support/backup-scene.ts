import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { TestDatabase } from './database.js';
import { codeBlocks } from './documents/code-blocks.js';
import { freePort } from './free-port.js';
import { Gatehouse, ISSUER, testEnvironment } from './gatehouse.js';
import { Notes } from './notes.js';
import { newClient, type ServiceClient } from './oauth.js';
import { adminToken } from './people.js';
import { PostgresServer } from './postgres-server.js';
import type { WholePostgres } from './whole-postgres.js';

const PAGE = 'docs/operations.md';
const DATABASE = 'gatehouse';
const ROLE = 'gatehouse';
/** `npm run --silent auth -- …` without npm, which takes longer than the command. */
const NPM = `npm() { shift 4; "${process.execPath}" "${resolve('dist/programs/auth.js')}" "$@"; }\n`;

/** A service that moves from one server to another, always at the same address, and a service that follows its feed. */
export class BackupScene {
  private constructor(
    private readonly programs: WholePostgres,
    private readonly folder: string,
    private readonly settings: Record<string, string>,
    private server: PostgresServer,
    public gatehouse: Gatehouse,
    readonly client: ServiceClient,
    readonly notes: Notes,
  ) {}

  /** @param programs the server's, and those that make dumps */
  static async set(programs: WholePostgres): Promise<BackupScene> {
    const server = await newServer(programs, ['--epoch=1']);
    const settings = { PORT: String(await freePort()), GATEHOUSE_AUDIENCE: 'notes' };
    const gatehouse = await Gatehouse.start(databaseOn(server), settings);
    const client = await newClient(gatehouse.api, await adminToken(gatehouse.api), { scopes: ['revocations:read'] });
    const notes = await startNotes(gatehouse, client);
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-backup-'));
    return new BackupScene(programs, folder, settings, server, gatehouse, client, notes);
  }

  get database(): { query<Row>(text: string): Promise<Row[]> } {
    return { query: text => this.server.query(text, DATABASE) };
  }

  /** Runs what stands below this heading, one block after the other. */
  async follow(heading: string, between: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const [first, ...others] = (await codeBlocks(PAGE)).filter(({ under }) => under === heading);
    if (first === undefined) throw new Error(`${PAGE} has no commands below ${heading}`);
    await this.run(first.text);
    await between();
    for (const { text } of others) await this.run(text);
  }

  /** What was there is lost: the service stops, and stands before an empty database of another server. */
  async lose(): Promise<void> {
    await this.gatehouse.stop();
    await this.server.stop();
    this.server = await newServer(this.programs);
  }

  async start(): Promise<void> {
    this.gatehouse = await Gatehouse.start(databaseOn(this.server), this.settings);
  }

  /** Another service that follows the feed, and has heard nothing yet. */
  newNotes(): Promise<Notes> {
    return startNotes(this.gatehouse, this.client);
  }

  async strike(): Promise<void> {
    await this.notes.stop();
    await this.gatehouse.stop();
    await this.server.stop();
    await rm(this.folder, { recursive: true });
  }

  private async run(script: string): Promise<void> {
    const PATH = `${this.programs.folder}:${process.env['PATH'] ?? ''}`;
    const env = { ...testEnvironment(databaseOn(this.server)), ...this.settings, PATH };
    await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', NPM + script], { cwd: this.folder, env });
  }
}

function startNotes({ url }: Gatehouse, { client_id: id, client_secret: secret }: ServiceClient): Promise<Notes> {
  return Notes.start({ issuer: ISSUER, url, audience: 'notes', client: { id, secret } });
}

/** @param options of pg_resetwal, by which it seems to have run for long */
async function newServer(programs: WholePostgres, options: readonly string[] = []): Promise<PostgresServer> {
  const server = await PostgresServer.create(tmpdir(), [], programs);
  if (options.length > 0) await server.run(join(programs.folder, 'pg_resetwal'), [...options, server.data]);
  await server.configure({});
  await server.up();
  await server.query(`CREATE ROLE ${ROLE} LOGIN`);
  await server.query(`CREATE DATABASE ${DATABASE} OWNER ${ROLE}`);
  return server;
}

const databaseOn = (server: PostgresServer): TestDatabase => ({ url: server.url(DATABASE, ROLE) }) as TestDatabase;
