import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestDatabase } from '../support/database.js';
import { Gatehouse } from '../support/gatehouse.js';

describe('the README', () => {
  let database: TestDatabase;
  let service: Gatehouse;

  beforeAll(async () => {
    database = await TestDatabase.create();
    service = await Gatehouse.start(database);
  });

  afterAll(async () => {
    await service.stop();
    await database.drop();
  });

  it('has a first session that works when it is pasted', async () => {
    const readme = await readFile('README.md', 'utf8');
    const [, script = ''] = /## A first session[^]*?```sh\n([^]*?)```/.exec(readme) ?? [];
    expect(script).toContain('api=http://localhost:3000\n');
    const { stdout } = await promisify(execFile)('bash', [
      '-euo',
      'pipefail',
      '-c',
      script.replace('http://localhost:3000', service.url),
    ]);
    const [registered, me, forbidden, sessions, status, dead] = stdout.trim().split('\n');
    expect(JSON.parse(registered ?? '')).toMatchObject({ status: 'active' });
    expect(JSON.parse(me ?? '')).toMatchObject({ roles: ['user'] });
    expect(JSON.parse(forbidden ?? '')).toMatchObject({ code: 'insufficient_scope' });
    expect(JSON.parse(sessions ?? '')).toMatchObject({ items: [{ current: true, revoked: false }] });
    expect(status).toBe('204');
    expect(JSON.parse(dead ?? '')).toMatchObject({ code: 'invalid_token' });
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
