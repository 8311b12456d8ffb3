import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import { Gatehouse, MAIN, testEnvironment } from '../support/gatehouse.js';
import { newLogin, PASSWORD } from '../support/people.js';
import { runNode } from '../support/process.js';
import { workersOf } from '../support/workers.js';
import { use } from '../support/use.js';
import { useDatabase } from '../support/use-gatehouse.js';

const LISTED = 'seven brave owls knit';
const LATER = 'nine calm foxes paint';

describe('a list of passwords that are not taken', () => {
  const database = useDatabase();
  const folder = use(
    async () => ({ path: await mkdtemp(join(tmpdir(), 'blocklist-')) }),
    ({ path }) => rm(path, { recursive: true }),
  );
  const file = (): string => join(folder.path, 'list');

  async function put(content: string): Promise<void> {
    await writeFile(`${file()}.new`, content);
    await rename(`${file()}.new`, file());
  }

  const settings = (more: Record<string, string> = {}): Record<string, string> => ({
    GATEHOUSE_PASSWORD_BLOCKLIST: file(),
    ...more,
  });

  async function registration(service: Gatehouse, password: string): Promise<[number, unknown]> {
    const { status, body } = await service.api.post('/v1/auth/register', { email: newEmail(), password });
    return [status, (body['errors'] as { code: string }[] | undefined)?.[0]?.code];
  }

  it('refuses them at registration and at a change, in whatever composition, and takes others', async () => {
    await put(`${LISTED}\nvoilà-un-mot-de-passe\n`);
    const service = await Gatehouse.start(database, settings());
    expect(await registration(service, LISTED)).toEqual([400, 'too_common']);
    expect(await registration(service, 'voilà-un-mot-de-passe'.normalize('NFD'))).toEqual([400, 'too_common']);
    // The one that is built in stays in force.
    expect(await registration(service, 'passwordpassword')).toEqual([400, 'too_common']);
    const { tokens } = await newLogin(service.api);
    const change = { current_password: PASSWORD, new_password: LISTED };
    const answer = await service.api.post('/v1/auth/password', change, { token: tokens.access_token });
    expect([answer.status, answer.body['code']]).toEqual([400, 'weak_password']);
    await service.stop();
  });

  it('is read anew on SIGHUP; one that is broken is not, and the one before stays in force', async () => {
    await put(`${LISTED}\n`);
    const service = await Gatehouse.start(database, settings());
    const { process: running } = service;
    await put(`${LATER}\n${LATER}!\n`);
    running.child.kill('SIGHUP');
    await running.printed(/2 passwords of .* are not taken/);
    expect(await registration(service, LISTED)).toEqual([201, undefined]);
    expect(await registration(service, LATER)).toEqual([400, 'too_common']);
    await put('');
    running.child.kill('SIGHUP');
    await running.printed(/error.*cannot be used, and the list from before stays in force: it is empty/);
    expect(await registration(service, LATER)).toEqual([400, 'too_common']);
    expect(await service.stop()).toBe(0);
  });

  it('is read anew by all workers', async () => {
    await put(`${LISTED}\n`);
    const service = await Gatehouse.start(database, settings({ GATEHOUSE_WORKERS: '2' }));
    await put(`${LATER}\n${LATER}!\n`);
    service.process.child.kill('SIGHUP');
    await service.process.printed(/(2 passwords of[^]*){2}/);
    // Each connection goes to the next worker.
    for (let time = 0; time < 4; time++) expect(await registration(service, LATER)).toEqual([400, 'too_common']);
    expect(await service.stop()).toBe(0);
  });

  it('that is broken lets no worker begin; the others go on with the one before, and it begins once that is mended', async () => {
    await put(`${LISTED}\n`);
    const service = await Gatehouse.start(database, settings({ GATEHOUSE_WORKERS: '2' }));
    const { process: running } = service;
    await put('');
    const [gone] = workersOf(running);
    process.kill(gone!.pid, 'SIGKILL');
    await running.printed(/cannot be used: it is empty[^]*ended \(code 1\): another takes its place/);
    for (let time = 0; time < 4; time++) expect(await registration(service, LISTED)).toEqual([400, 'too_common']);
    await put(`${LATER}\n`);
    await running.printed(/(1 passwords of[^]*){3}/);
    expect(await service.stop()).toBe(0);
  });

  it.each([
    ['is not there', undefined, 'ENOENT'],
    ['is empty', '\n', 'it is empty'],
    ['is of two kinds', `${'0'.repeat(40)}:1\n${LISTED}\n`, 'line 2 is no SHA-1 hash'],
  ])('ends a start with a clear word where it %s', async (_what, content, reason) => {
    if (content === undefined) await rm(file(), { force: true });
    else await put(content);
    const refused = runNode([MAIN], testEnvironment(database, settings()));
    expect(await refused.exited()).toBe(1);
    expect(refused.output()).toContain(`GATEHOUSE_PASSWORD_BLOCKLIST: ${file()} cannot be used: ${reason}`);
    expect(refused.output()).not.toContain(LISTED);
  });
});
