import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { itWithCurl } from '../support/curl.js';
import { ADMIN } from '../support/gatehouse.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const ADMINISTRATION = 'docs/administration.md';

describe('the README, and what goes on from there', () => {
  const { service } = useGatehouse();

  /** The first shell script below a heading, as it stands but for where the service is and what it printed. */
  async function scriptUnder(heading: string, page = 'README.md'): Promise<string> {
    const text = await readFile(page, 'utf8');
    const [, script = ''] = new RegExp(`## ${heading}[^]*?\`\`\`sh\n([^]*?)\`\`\``).exec(text) ?? [];
    return script
      .replace('http://localhost:3000', service.url)
      .replace("password='…'", `password='${ADMIN.password}'`)
      .replace('admin@gatehouse.localhost', ADMIN.email);
  }

  async function run(script: string): Promise<string[]> {
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script]);
    return stdout.trim().split('\n');
  }

  itWithCurl('has a first session that works when it is pasted', async () => {
    const script = await scriptUnder('A first session');
    expect(script).toContain(`api=${service.url}\n`);
    const [registered, me, forbidden, sessions, status, dead] = await run(script);
    expect(JSON.parse(registered ?? '')).toMatchObject({ status: 'active' });
    expect(JSON.parse(me ?? '')).toMatchObject({ roles: ['user'] });
    expect(JSON.parse(forbidden ?? '')).toMatchObject({ code: 'insufficient_scope' });
    expect(JSON.parse(sessions ?? '')).toMatchObject({ items: [{ current: true, revoked: false }] });
    expect(status).toBe('204');
    expect(JSON.parse(dead ?? '')).toMatchObject({ code: 'invalid_token' });
  });

  itWithCurl("has an administrator's day that works when it is pasted after that", async () => {
    const first = await scriptUnder('A first session');
    const day = await scriptUnder("An administrator's day", ADMINISTRATION);
    const trail = await scriptUnder('The audit trail', ADMINISTRATION);
    const lines = await run([first.split('# Register')[0], day, trail.replace('> trail.csv', '')].join('\n'));
    const [head, ...rows] = lines.splice(lines.findIndex(line => line.startsWith('id,')));
    expect(head).toMatch(/^id,occurred_at,/);
    expect(rows.length).toBeGreaterThan(4);
    const answers = lines.filter(line => line !== '').map(line => JSON.parse(line) as Record<string, unknown>);
    expect(answers.filter(({ code }) => code !== undefined)).toEqual([]);
    const [support, lead, holders, held, tried, found, sessions, disabled, here, events] = answers;
    expect(support).toMatchObject({ name: 'support', permissions: ['orders:read', 'users:read'] });
    expect(lead).toMatchObject({ includes: ['support'], assigns: ['support'] });
    const id = (disabled as { id: string }).id;
    const through = [{ role: 'support-lead', path: ['support-lead'], expires_at: null, requires_mfa: false }];
    expect(holders).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ user_id: id, through })]),
    });
    const permissions = ['orders:read', 'orders:refund', 'roles:delegate', 'users:read'];
    expect(held).toMatchObject({ items: permissions.map(permission => ({ permission })) });
    expect(tried).toMatchObject({
      permissions: ['users:read'],
      effects: { changes: true, lost: ['orders:read'], users: 1 },
    });
    expect(found).toMatchObject({ items: [{ id, status: 'active' }] });
    expect(sessions).toMatchObject({ items: [] });
    expect(disabled).toMatchObject({ status: 'disabled' });
    expect(here).toEqual({ items: [], next_cursor: null });
    expect(events).toMatchObject({ items: [{ kind: 'user_updated', target_id: id }, {}, {}, {}, {}] });
  });

  itWithCurl('has services that get tokens by what is pasted after the beginning of that day', async () => {
    const first = await scriptUnder('A first session');
    const day = await scriptUnder("An administrator's day", ADMINISTRATION);
    const among = await scriptUnder('Services among themselves', ADMINISTRATION);
    const lines = await run([first.split('# Register')[0], day.split('# A role')[0], among].join('\n'));
    const [granted, introspected] = lines.map(line => JSON.parse(line) as unknown);
    expect(granted).toMatchObject({ token_type: 'Bearer', scope: 'introspect orders:read' });
    expect(introspected).toMatchObject({ active: true });
  });

  itWithCurl('has statistics that are asked for by what is pasted after the beginning of that day', async () => {
    const first = await scriptUnder('A first session');
    const day = await scriptUnder("An administrator's day", ADMINISTRATION);
    const statistics = await scriptUnder('Statistics', ADMINISTRATION);
    const lines = await run([first.split('# Register')[0], day.split('# A role')[0], statistics].join('\n'));
    const [logins, failures] = lines.filter(line => line !== '').map(line => JSON.parse(line) as unknown);
    expect(logins).toMatchObject({ step: 'minute' });
    expect(failures).toMatchObject({ items: expect.any(Array) });
  });

  it('lists every setting that the service knows', async () => {
    const page = await readFile('docs/configuration.md', 'utf8');
    const source = await readFile('libs/platform/src/config/read-config.ts', 'utf8');
    const names = new Set(
      [...source.matchAll(/'((?:GATEHOUSE_[A-Z]|DATABASE_|PORT|HOST|NODE_ENV|LOG_)[A-Z_]*)'/g)].map(m => m[1]),
    );
    expect(names.size).toBeGreaterThan(15);
    for (const name of names) expect(page).toContain(`\`${name ?? ''}\``);
  });
});
