import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itWithCurl } from '../support/curl.js';
import { testEnvironment } from '../support/gatehouse.js';
import { adminToken, claimsOf, logIn } from '../support/people.js';
import { FOREIGN_HASHES, FOREIGN_PASSWORD } from '../support/specs/foreign-hashes.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const ROLES = ['support', 'employee', 'editor'];
const FIXTURES = 'test/support/migrating';
const firebase = FOREIGN_HASHES.find(([kind]) => kind === 'scrypt of Firebase')?.[1] as { signer_key: string };
const bcrypt = (kind: string): unknown => FOREIGN_HASHES.find(([name]) => name === `bcrypt ${kind}`)?.[1];

/** What lies in the folder that somebody pastes the commands in, by the names of the page; and who may log in then, with which roles. */
const SYSTEMS: [heading: string, files: Record<string, string>, roles: Record<string, string[]>][] = [
  ['Keycloak', { 'realm.json': 'realm.json' }, { ada: ['employee', 'support'], cyd: [] }],
  ['Supabase', {}, { ada: [] }],
  ['Supabase by CSV', { 'users.csv': 'supabase.csv' }, { ada: ['editor'] }],
  ['Auth0', { 'users.ndjson': 'users.ndjson', 'hashes.ndjson': 'hashes.ndjson' }, { ada: ['editor'] }],
  ['Django', { 'users.json': 'django.json' }, { ada: ['admin', 'editor'], cyd: ['editor'], fay: ['editor'] }],
  ['Firebase', { 'users.json': 'firebase.json' }, { ada: ['editor'] }],
  ['A table of your own', {}, { ada: ['editor'] }],
];

describe('docs/migrating.md', () => {
  const { database, service } = useGatehouse();
  let page: string;
  let root: string;
  let admin: string;

  beforeAll(async () => {
    page = await readFile('docs/migrating.md', 'utf8');
    root = await mkdtemp(join(tmpdir(), 'gatehouse-migrating-'));
    admin = await adminToken(service.api);
    for (const name of ROLES) await service.api.post('/v1/roles', { name, permissions: [] }, { token: admin });
    // `npm run --silent auth -- …` is this program; to have npm find its package.json the folder would have to be ours.
    await program('npm', `shift 4; exec "${process.execPath}" "${resolve('dist/programs/auth.js')}" "$@"`);
    await program('psql', `exec "${process.execPath}" "${resolve(FIXTURES, 'psql.js')}" "$@"`);
    await database.query('CREATE SCHEMA auth');
    await database.query(
      `CREATE TABLE auth.users (email text, email_confirmed_at timestamptz, encrypted_password text,
                                banned_until timestamptz, created_at timestamptz, deleted_at timestamptz)`,
    );
    await database.query(
      `INSERT INTO auth.users VALUES
         ('ada@supabase.test', now(), $1, NULL, '2019-02-03T04:05:06Z', NULL),
         ('bob@supabase.test', NULL, $1, now() + interval '1 year', '2019-02-03T04:05:06Z', NULL),
         ('dan@supabase.test', now(), '', NULL, '2019-02-03T04:05:06Z', NULL),
         ('gus@supabase.test', NULL, $1, NULL, '2019-02-03T04:05:06Z', NULL),
         ('', now(), '', NULL, now(), NULL), (NULL, now(), '', NULL, now(), NULL),
         ('eve@supabase.test', now(), $1, NULL, now(), now())`,
      [bcrypt('$2a$')],
    );
    await database.query(
      'CREATE TABLE members (login text, password text, is_editor boolean, registered timestamp, is_deleted boolean)',
    );
    await database.query(
      `INSERT INTO members VALUES
         ('ada@a-table-of-your-own.test', $1, true, '2019-02-03 04:05:06', false),
         ('eve@a-table-of-your-own.test', $1, true, now(), true)`,
      [bcrypt('$2b$')],
    );
  });

  afterAll(() => rm(root, { recursive: true }));

  async function program(name: string, script: string): Promise<void> {
    await mkdir(join(root, 'bin'), { recursive: true });
    await writeFile(join(root, 'bin', name), `#!/bin/sh\n${script}\n`);
    await chmod(join(root, 'bin', name), 0o755);
  }

  const scriptsUnder = (heading: string): string[] => {
    const [, section = ''] = new RegExp(`^#+ ${heading}\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(page) ?? [];
    return [...section.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, script = '']) => script);
  };

  async function run(folder: string, script = ''): Promise<string> {
    const { url } = service;
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: folder,
      env: {
        ...testEnvironment(database),
        PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`,
        SUPABASE_URL: database.url,
        OLD_DATABASE_URL: database.url,
        SIGNER_KEY: firebase.signer_key,
        api: url,
        token: admin,
      },
    });
    return stdout;
  }

  const domainOf = (heading: string): string => `${heading.toLowerCase().replaceAll(' ', '-')}.test`;

  it.each(SYSTEMS)('brings people from %s, by what is pasted', async (heading, files, roles) => {
    const folder = join(root, domainOf(heading));
    await mkdir(folder);
    for (const [name, fixture] of Object.entries<string>(files)) {
      const text = await readFile(join(FIXTURES, fixture), 'utf8');
      await writeFile(join(folder, name), text.replaceAll('@example.test', `@${domainOf(heading)}`));
    }
    const [convert] = scriptsUnder(heading);
    expect(convert).toContain('> people.jsonl\n');
    await run(folder, convert);
    const [importing] = scriptsUnder('Coming from another system');
    expect(await run(folder, importing)).toMatch(/^\d created, 0 unchanged, 0 refused \(import \S+\)\n$/);

    const { body } = await service.api.get<{ items: { email: string; status: string; created_at: string }[] }>(
      '/v1/users?limit=100',
      { token: admin },
    );
    const came = body.items.filter(({ email }) => email.endsWith(`@${domainOf(heading)}`));
    const states = Object.fromEntries(came.map(({ email, status }) => [email.split('@')[0] ?? '', status]));
    expect(states).toMatchObject(Object.fromEntries(Object.keys(roles).map(name => [name, 'active'])));
    if (heading !== 'A table of your own') expect(states).toMatchObject({ bob: 'disabled', dan: 'invited' });
    if (heading.startsWith('Supabase')) expect(states).toMatchObject({ gus: 'invited' });
    expect(states).not.toHaveProperty('eve');
    const ada = came.find(({ email }) => email.startsWith('ada@'));
    expect(ada?.created_at).toBe('2019-02-03T04:05:06.000Z');
    for (const [name, given] of Object.entries(roles)) {
      const login = { email: `${name}@${domainOf(heading)}`, password: FOREIGN_PASSWORD };
      expect(claimsOf((await logIn(service.api, login)).access_token)['roles']).toEqual([...given, 'user']);
    }
  });

  itWithCurl('brings them by HTTP as well, and finds them there the second time', async () => {
    const [sending = ''] = scriptsUnder('A line');
    const answer = JSON.parse(await run(join(root, domainOf('Keycloak')), sending)) as unknown;
    expect(answer).toMatchObject({ created: 0, unchanged: 4, refused: 0 });
  });
});
