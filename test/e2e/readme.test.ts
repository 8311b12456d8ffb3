import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ADMIN } from '../support/gatehouse.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('the README', () => {
  const { service } = useGatehouse();

  /** The first shell script below a heading, as it stands but for where the service is and what it printed. */
  async function scriptUnder(heading: string): Promise<string> {
    const readme = await readFile('README.md', 'utf8');
    const [, script = ''] = new RegExp(`## ${heading}[^]*?\`\`\`sh\n([^]*?)\`\`\``).exec(readme) ?? [];
    return script
      .replace('http://localhost:3000', service.url)
      .replace("password='…'", `password='${ADMIN.password}'`)
      .replace('admin@gatehouse.localhost', ADMIN.email);
  }

  async function run(script: string): Promise<string[]> {
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script]);
    return stdout.trim().split('\n');
  }

  it('has a first session that works when it is pasted', async () => {
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

  it("has an administrator's day that works when it is pasted after that", async () => {
    const [first, day] = [await scriptUnder('A first session'), await scriptUnder("An administrator's day")];
    const lines = await run(`${first.split('# Register')[0] ?? ''}\n${day}`);
    const answers = lines.filter(line => line !== '').map(line => JSON.parse(line) as Record<string, unknown>);
    expect(answers.filter(({ code }) => code !== undefined)).toEqual([]);
    const [support, lead, holders, found, sessions, disabled, events] = answers;
    expect(support).toMatchObject({ name: 'support', permissions: ['orders:read', 'users:read'] });
    expect(lead).toMatchObject({ includes: ['support'], assigns: ['support'] });
    const id = (disabled as { id: string }).id;
    const through = [{ role: 'support-lead', path: ['support-lead'], expires_at: null }];
    expect(holders).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ user_id: id, through })]),
    });
    expect(found).toMatchObject({ items: [{ id, status: 'active' }] });
    expect(sessions).toMatchObject({ items: [] });
    expect(disabled).toMatchObject({ status: 'disabled' });
    expect(events).toMatchObject({ items: [{ kind: 'user_updated', target_id: id }, {}, {}, {}, {}] });
  });

  it('names every setting that the service knows', async () => {
    const readme = await readFile('README.md', 'utf8');
    const source = await readFile('libs/platform/src/config/read-config.ts', 'utf8');
    const names = new Set(
      [...source.matchAll(/'((?:GATEHOUSE_[A-Z]|DATABASE_|PORT|HOST|NODE_ENV|LOG_)[A-Z_]*)'/g)].map(m => m[1]),
    );
    expect(names.size).toBeGreaterThan(15);
    for (const name of names) expect(readme).toContain(`\`${name ?? ''}\``);
  });
});
