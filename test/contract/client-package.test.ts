/** The package as others install it: what is tested here is the tarball, in a project that knows nothing of this one. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { minify } from '@swc/core';
import { ForeignProject, root, run, snippetOf, STRICTEST } from '../support/foreign-project.js';
import { ADMIN, ISSUER } from '../support/gatehouse.js';
import { Notes } from '../support/notes.js';
import { newClient } from '../support/oauth.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';

const README = 'libs/client/README.md';

/** Register, log in, look around, refresh, log out; then the administrator: all that a newcomer does, and says what came of it. */
const WALK = `
import { createGatehouse, isOAuthError, isProblem, paginate, type ProblemError, SessionEnded, tokenSession } from '@gatehouse/client';
import { fileStore } from '@gatehouse/client/node';

const { URL: url = '', EMAIL: email = '', ADMIN_EMAIL = '', ADMIN_PASSWORD = '' } = process.env;
const password = 'seven brave owls knit';
const steps: unknown[] = [];
const store = fileStore('tokens/ada.json');
const ada = createGatehouse({ url, caller: tokenSession({ store }) });

const registered = await ada.register({ email, password });
if (registered === undefined) throw new Error('the address is to be verified first');
steps.push([registered.email, registered.status]);
const taken = await ada.register({ email, password }).catch((error: unknown) => error);
if (isProblem(taken, 'email_taken', 'registration_closed')) {
  const code: 'email_taken' | 'registration_closed' = taken.code;
  steps.push([code, taken.status, taken.operation]);
}
const weak = await ada.register({ email, password: 'short' }).catch((error: unknown) => error as ProblemError);
if (isProblem(weak, 'weak_password')) steps.push([...new Set(weak.problem.errors?.map(({ field }) => field))]);

const { session_id } = await ada.login({ email, password });
const me = await ada.getMe();
steps.push([me.id === registered.id, me.session_id === session_id, me.roles]);
const { items } = await ada.listSessions({ limit: 10 });
steps.push(items.map(({ id, current }) => [id === session_id, current]));
const before = await store.read();
await ada.refresh();
const after = await store.read();
steps.push([before?.session_id === after?.session_id, before?.access_token === after?.access_token]);
steps.push((await ada.getMe()).email);

const admin = createGatehouse({ url, caller: tokenSession({ store: fileStore('tokens/admin.json') }) });
await admin.login({ email: ADMIN_EMAIL, password: ADMIN_PASSWORD });
const role = await admin.createRole({ name: 'reader', permissions: ['books:read'] });
await admin.grantUserRole({ id: registered.id, role: role.name, expires_at: undefined });
const changed = await admin.updateRole({ role: 'reader', if_match: \`"\${role.version}"\`, description: 'Reads' });
const late = await admin.updateRole({ role: 'reader', if_match: \`"\${role.version}"\` , description: '' }).catch((error: unknown) => error);
steps.push([changed.description, isProblem(late, 'precondition_failed')]);
await ada.refresh();
steps.push((await ada.getMe()).roles);
const found: string[] = [];
for await (const user of paginate(admin.listUsers, { limit: 1 })) found.push(user.email);
steps.push(found.length);
const made = await admin.createClient({ name: 'walker', scopes: ['introspect'] });
const refused = await admin
  .introspect({ token: 'x', client_id: made.client_id, client_secret: 'wrong' })
  .catch((error: unknown) => error);
steps.push([isOAuthError(refused, 'invalid_client'), isProblem(refused, 'invalid_token')]);
if (made.client_secret === null) throw new Error('a client without a key has a secret');
steps.push(await admin.introspect({ token: 'x', client_id: made.client_id, client_secret: made.client_secret }));
const weird = await admin.getRole({ role: '..' }).catch((error: unknown) => (error as Error).name);
steps.push([weird, await admin.getRole({ role: 'a/b?c' }).catch((error: unknown) => (error as ProblemError).code)]);
steps.push((await admin.getMetrics()).startsWith('# HELP'));

await ada.logout();
steps.push([await store.read(), await ada.accessToken().catch((error: unknown) => error instanceof SessionEnded)]);
await admin.revokeUserSessions({ id: registered.id });
await admin.logout();
process.stdout.write(JSON.stringify(steps));
`;

/** None of this compiles. */
const WRONG = `
import { createGatehouse, isProblem, paginate } from '@gatehouse/client';
const gatehouse = createGatehouse({ url: '' });
await gatehouse.login({ email: '' });
await gatehouse.getUser({});
await gatehouse.listUsers({ status: 'asleep' });
isProblem(null, 'email_takne');
console.log((await gatehouse.getMe()).emial);
for await (const _ of paginate(gatehouse.listUserSessions)) break;
`;

const { service } = useGatehouse({ GATEHOUSE_AUDIENCE: 'notes' });
const notes = use(startNotes, notes => notes.stop());
let project: ForeignProject;
let digest: Record<string, string>;

beforeAll(async () => {
  const token = await adminToken(service.api);
  const caller = await newClient(service.api, token, { scopes: ['notes:read'], audiences: ['notes'] });
  digest = { CLIENT_ID: caller.client_id, CLIENT_SECRET: caller.client_secret };

  project = await ForeignProject.create();
  const { stdout } = await run(process.execPath, ['libs/pack.js', 'client', project.folder], { cwd: root });
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', stdout.trim()], { cwd: project.folder });
  await project.link('@types/node');
  await project.write('walk.ts', WALK);
  await project.write('minute.ts', await snippetOf(README, '## In a minute'));
  const five = await snippetOf('docs/clients.md', '# Calling Gatehouse from TypeScript');
  await project.write('five.ts', `${five}console.log(roles);\n`);
  await project.write('digest.ts', await snippetOf('docs/clients.md', '## A service calls another service'));
  await project.write('count.ts', `import { countNotes } from './digest.js';\nconsole.log(await countNotes());\n`);
  const browser = { ...STRICTEST, lib: ['ES2023', 'DOM', 'DOM.Iterable'], types: [] };
  await project.write('page/page.ts', await snippetOf('docs/clients.md', '## A page in the browser'));
  await project.write('page/few.ts', await snippetOf(README, '## Size'));
  await project.write('page/tsconfig.json', JSON.stringify({ compilerOptions: browser, include: ['*.ts'] }));
});

afterAll(() => project.remove());

async function startNotes(): Promise<Notes> {
  const verifier = await newClient(service.api, await adminToken(service.api), { scopes: ['revocations:read'] });
  const client = { id: verifier.client_id, secret: verifier.client_secret };
  return Notes.start({ issuer: ISSUER, url: service.url, audience: 'notes', client });
}

describe('the package @gatehouse/client', () => {
  it('has types that pass the strictest check, and find mistakes', async () => {
    await project.write('wrong.ts', WRONG);
    const complaints = await project.compile();
    expect(complaints.map(line => line.replace(/^(wrong\.ts\(\d+).*(TS\d+).*/, '$1 $2'))).toEqual([
      'wrong.ts(4 TS2345',
      'wrong.ts(5 TS2345',
      'wrong.ts(6 TS2322',
      'wrong.ts(7 TS2345',
      'wrong.ts(8 TS2551',
      'wrong.ts(9 TS2554',
    ]);
  });

  it('has them in a browser too, where nothing of Node is known', async () => {
    expect(await project.compile('page/tsconfig.json')).toEqual([]);
  });

  it('goes from registration to administration', async () => {
    const environment = { URL: service.url, EMAIL: 'ada@example.test' };
    const admin = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
    expect(JSON.parse(await project.node('out/walk.js', [], { ...environment, ...admin }))).toEqual([
      ['ada@example.test', 'active'],
      ['email_taken', 409, 'register'],
      ['password'],
      [true, true, ['user']],
      [[true, true]],
      [true, false],
      'ada@example.test',
      ['Reads', true],
      ['reader', 'user'],
      2,
      [true, false],
      { active: false },
      ['TypeError', 'validation_failed'],
      true,
      [null, true],
    ]);
  });

  it('does what its README says', async () => {
    const printed = await project.node('out/minute.js', [], { GATEHOUSE_URL: service.url });
    expect(printed).toMatch(/^ada-\d+@example\.org \[ 'user' \]\n\S+Z this one\n$/);
  });

  it('lets a service call another, by the example of docs/clients.md', async () => {
    const environment = { GATEHOUSE_URL: service.url, NOTES_URL: notes.url, ...digest };
    expect(await project.node('out/count.js', [], environment)).toBe('0\n');
  });

  it('brings nothing along, and nothing of Node where a browser loads it', async () => {
    const manifest = JSON.parse(await project.read('node_modules/@gatehouse/client/package.json')) as object;
    expect(Object.keys(manifest).filter(key => /dependencies/i.test(key))).toEqual([]);
    for (const source of await sources()) expect(source).not.toMatch(/from 'node:|require\(/);
  });

  it('is as small as its README says', async () => {
    const minified = await Promise.all(
      (await sources()).map(source => minify(source, { module: true, compress: true, mangle: true })),
    );
    const all = minified.map(({ code }) => code).join('\n');
    const [, kilobytes = '', compressed = ''] =
      /at most ([\d.]+) KB, ([\d.]+) KB compressed/.exec(await readFile(README, 'utf8')) ?? [];
    expect(all.length / 1000).toBeLessThanOrEqual(Number(kilobytes));
    expect(gzipSync(all).length / 1000).toBeLessThanOrEqual(Number(compressed));
  });
});

/** What a browser may load. */
async function sources(): Promise<string[]> {
  const folder = join(project.folder, 'node_modules/@gatehouse/client/src');
  const files = (await readdir(folder, { recursive: true })).filter(file => file.endsWith('.js'));
  return Promise.all(files.map(file => readFile(join(folder, file), 'utf8')));
}
