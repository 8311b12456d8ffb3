import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseServer } from './database-settings.js';
import { readDatabaseUrl } from './database-url.js';

const read = (url: string, environment: Record<string, string> = {}): DatabaseServer =>
  readDatabaseUrl(url, name => environment[name]);

function problemOf(url: string): string {
  try {
    read(url);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe("a database's URL", () => {
  it('names who, where and what', () => {
    expect(read('postgres://ada:s%40cret@db.test:6432/gate%20house?application_name=x')).toMatchObject({
      hosts: [{ host: 'db.test', port: 6432 }],
      user: 'ada',
      password: 's@cret',
      database: 'gate house',
      target: 'read-write',
      tls: { mode: 'disable' },
    });
  });

  it.each<[string, DatabaseServer['hosts']]>([
    ['postgresql://a:1,b,[::1]:3/db', hosts(['a', 1], ['b', 5432], ['::1', 3])],
    ['postgres://u:p@a,b/db?port=7', hosts(['a', 7], ['b', 7])],
    ['postgres:///db?host=a,b&port=7,8', hosts(['a', 7], ['b', 8])],
    ['postgres:///db?host=/var/run/postgresql', hosts(['/var/run/postgresql', 5432])],
    ['postgres://%2Fvar%2Frun:6432/db', hosts(['/var/run', 6432])],
    ['postgres://u@/db', hosts(['localhost', 5432])],
  ])('%s leads to its hosts', (url, expected) => {
    expect(read(url).hosts).toEqual(expected);
  });

  it("leaves open what libpq's variables say", () => {
    const environment = { PGHOST: 'elsewhere', PGPORT: '99', PGSSLMODE: 'require', PGTARGETSESSIONATTRS: 'any' };
    expect(read('postgres:///db', environment)).toMatchObject({
      hosts: [{ host: 'elsewhere', port: 99 }],
      tls: { mode: 'demand', verifies: 'nothing' },
      target: 'any',
    });
    expect(read('postgres://here:1/db?sslmode=disable', environment).tls.mode).toBe('disable');
  });

  it.each([
    'postgres://ada:hush/hush@db.test/gatehouse',
    'postgres://ada:hush#hush@db.test/gatehouse',
    'postgres://ada:hush?hush@db.test/gatehouse',
    'postgres://ada:hush%hush@db.test/gatehouse',
    'postgres://ada:12/hush@db.test/gatehouse',
    'postgres://ada:12?hush@db.test/gatehouse',
    'postgres://ada:[hush@db.test/gatehouse?hush',
  ])('%s is refused for what is not encoded, and no part of it is said again', url => {
    expect(problemOf(url)).toMatch(/percent-encoded/);
    expect(problemOf(url)).not.toMatch(/hush|ada|12/);
  });

  it.each([
    ['mysql://a/b', /starts with postgres/],
    ['postgres://a:99999/b', /port that is no number/],
    ['postgres://hush:hush/b', /percent-encoded/],
    ['postgres://a,b/c?port=1,2,3', /ports than hosts/],
    ['postgres://a/b?sslmod=verify-full', /parameter sslmod, which is not known/],
    ['postgres://a/b?password=hush&hush=2', /a parameter that is not known/],
    ['postgres://a/b?sslmode=verify', /sslmode that is none of/],
    ['postgres://a/b?sslmode=verify-ca', /needs an sslrootcert/],
    ['postgres://a/b?sslmode=require&sslrootcert=system', /goes with sslmode=verify-full/],
    ['postgres://a/b?sslmode=require&sslcert=/nowhere', /go together/],
    ['postgres://a/b?sslmode=verify-full&sslrootcert=/nowhere/at/all', /sslrootcert that cannot be read \(ENOENT\)/],
    ['postgres://a/b?target_session_attrs=standby', /target_session_attrs/],
  ])('%s is refused', (url, message) => {
    expect(problemOf(url)).toMatch(message);
    expect(problemOf(url)).not.toMatch(/hush/);
  });

  describe('with certificates', () => {
    let folder: string;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'gatehouse-url-'));
      writeFileSync(join(folder, 'root.crt'), 'the root');
    });

    afterAll(() => rmSync(folder, { recursive: true }));

    it.each([
      ['sslmode=require', { verifies: 'nothing' }],
      ['sslmode=require&sslrootcert=FILE', { verifies: 'chain', ca: 'the root' }],
      ['sslmode=verify-ca&sslrootcert=FILE', { verifies: 'chain', ca: 'the root' }],
      ['sslmode=verify-full&sslrootcert=FILE', { verifies: 'name', ca: 'the root' }],
      ['sslmode=verify-full&sslrootcert=system', { verifies: 'name' }],
      ['sslmode=verify-full', { verifies: 'name' }],
      ['ssl=true', { verifies: 'name' }],
    ])('%s means what libpq means by it', (query, tls) => {
      const url = `postgres://a/b?${query.replace('FILE', encodeURIComponent(join(folder, 'root.crt')))}`;
      expect(read(url).tls).toEqual({ mode: 'demand', ...tls });
    });
  });
});

function hosts(...list: [string, number][]): DatabaseServer['hosts'] {
  return list.map(([host, port]) => ({ host, port }));
}
