import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandLine } from '../support/command-line.js';
import { adminToken } from '../support/people.js';
import { type Provider, PROVIDERS } from '../support/upstream-scene.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const ISSUER = 'https://id.example.org';
const GROUP = 'identity-providers';
const RULE = { claim: 'groups', value: 'wiki editors', role: 'editor' };

describe('the command line: identity providers', () => {
  const { database, service } = useGatehouse();
  const auth = new CommandLine(database);
  let admin: string;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-secrets-'));
    admin = await adminToken(service.api);
    await service.api.post('/v1/roles', { name: 'editor', permissions: [] }, { token: admin });
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function secretFile(secret: string): Promise<string> {
    const file = join(folder, 'secret');
    await writeFile(file, secret);
    return file;
  }

  const kept = async (): Promise<Record<string, unknown>[]> =>
    (await service.api.get<{ items: Record<string, unknown>[] }>(PROVIDERS, { token: admin })).body.items;

  const create = (file: string, issuer = ISSUER): string[] => [
    ...[GROUP, 'create', issuer, '--client-id', 'gatehouse', '--client-secret-file', file],
    ...['--button-text', 'Log in with Example'],
  ];

  it('are made by a secret that no argument holds, changed, taken off the page and deleted, in the operator’s name', async () => {
    const mapping = ['--role-mapping', JSON.stringify(RULE)];
    const rest = ['--makes-accounts', '--email-domain', 'example.org', ...mapping, '--mfa-acr-value', 'high'];
    const made = await auth.runOn('hush hush\n', ...create('-'), ...rest);
    expect([made.code, made.err]).toEqual([0, '']);
    const [seen] = (await kept()) as [Record<string, unknown> & Provider];
    const { id, redirect_uri } = seen;
    expect(seen).toMatchObject({
      ...{ issuer: ISSUER, client_id: 'gatehouse', button_text: 'Log in with Example', scopes: ['openid', 'email'] },
      ...{ makes_accounts: true, email_domains: ['example.org'], role_mapping: [RULE], mfa_acr_values: ['high'] },
      ...{ mfa_amr_values: [], enabled: true, version: 1 },
    });
    expect(made.out).toContain(`${id} enabled  ${ISSUER} Log in with Example\n  redirect_uri   ${redirect_uri}\n`);
    expect(made.out).toContain(`  role_mapping   ${JSON.stringify(RULE)}\n  mfa_acr_values high\n`);
    expect(await auth.json(GROUP, 'show', ISSUER)).toEqual(seen);
    expect((await auth.run(GROUP, 'list')).out).toBe(`${id} enabled  ${ISSUER} Log in with Example\n`);

    // What is not said stays; what is said replaces, and nothing may be said, too.
    const words = ['--button-text', 'Example', '--scope', 'openid', '--no-role-mapping', '--no-mfa-acr-value'];
    const none = { role_mapping: [], mfa_acr_values: [] };
    const changed = await auth.json(GROUP, 'update', id, ...words, '--client-secret-file', await secretFile('hush'));
    expect(changed).toMatchObject({ ...none, scopes: ['openid'], makes_accounts: true, button_text: 'Example' });
    expect((await auth.run(GROUP, 'disable', ISSUER)).out).toMatch(`${id} disabled ${ISSUER} Example\n`);
    expect(await auth.json(GROUP, 'enable', ISSUER)).toMatchObject({ enabled: true, version: 4 });
    expect(await auth.json(GROUP, 'delete', ISSUER)).toEqual({ id, issuer: ISSUER });
    expect(await kept()).toEqual([]);

    const events = await database.query('SELECT * FROM audit_events WHERE target_id = $1 ORDER BY id', [id]);
    expect(events.map(({ kind }) => kind)).toEqual([
      ...['identity_provider_created', ...Array<string>(3).fill('identity_provider_updated')],
      'identity_provider_deleted',
    ]);
    for (const event of events) expect(event).toMatchObject({ actor_id: null, user_agent: 'gatehouse command line' });
    expect(events[1]).toMatchObject({ details: { secret_changed: true } });
    expect(JSON.stringify(events)).not.toContain('hush');
  });

  it('are held to the rules of the API, and say what is wrong', async () => {
    const file = await secretFile('hush hush');
    const refused = await auth.run(...create(file, 'http://127.0.0.1'), '--json');
    expect([refused.code, JSON.parse(refused.err)]).toMatchObject([
      1,
      { code: 'validation_failed', errors: [{ field: 'issuer', code: 'not_allowed' }] },
    ]);
    expect(await auth.run(...create(file), '--role-mapping', '{"claim":"groups","value":"x"}')).toMatchObject({
      ...{ code: 1, err: expect.stringMatching(/^validation_failed: .+\n {2}role_mapping\[0\]\.role: /) },
    });
    expect(await auth.run(GROUP, 'disable', ISSUER)).toMatchObject({
      ...{ code: 1, err: expect.stringMatching(/^identity_provider_not_found: /) },
    });
    expect(await auth.run(...create(join(folder, 'nothing')))).toMatchObject({ code: 2, out: '' });
    expect(await kept()).toEqual([]);
  });
});
