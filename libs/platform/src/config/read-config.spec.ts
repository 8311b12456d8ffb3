import { availableParallelism } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from './config.js';
import { readConfig } from './read-config.js';

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://db/gatehouse',
  GATEHOUSE_SECRET: 'k3Jx9QmZ7vLr2TbW8nYc4HsD6fGp1Ea0',
  GATEHOUSE_ISSUER: 'https://auth.example.test',
};

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

describe('readConfig', () => {
  it('needs nothing in development', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 3000,
      issuer: 'http://localhost:3000',
      accessTtl: 600,
      database: undefined,
    });
    expect(config.audiences).toEqual(['http://localhost:3000']);
  });

  it('names all that is missing in production at once', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([
      expect.stringContaining('DATABASE_URL'),
      expect.stringContaining('GATEHOUSE_ISSUER'),
      expect.stringContaining('GATEHOUSE_SECRET'),
    ]);
  });

  it('accepts a whole production configuration', () => {
    expect(problemsOf(PRODUCTION)).toEqual([]);
  });

  it.each([
    'change-me-change-me-change-me-change-me',
    'a'.repeat(64),
    '0123456701234567012345670123456701234567',
    'this-is-an-example-secret-for-gatehouse-ok',
  ])('refuses the placeholder %s as a secret in production', secret => {
    expect(problemsOf({ ...PRODUCTION, GATEHOUSE_SECRET: secret })).toEqual([expect.stringContaining('placeholder')]);
  });

  it('judges every secret of the list', () => {
    const list = `${PRODUCTION.GATEHOUSE_SECRET},short`;
    expect(problemsOf({ ...PRODUCTION, GATEHOUSE_SECRET: list })).toEqual([expect.stringContaining('32 bytes')]);
  });

  it('puts the issuer among the audiences once', () => {
    const { audiences } = readConfig({ ...PRODUCTION, GATEHOUSE_AUDIENCE: 'notes, https://auth.example.test' });
    expect(audiences).toEqual(['notes', 'https://auth.example.test']);
  });

  it.each(['two words', 'mañana', 'x'.repeat(257)])('refuses %j as an audience: nobody could ask for it', audience => {
    expect(problemsOf({ GATEHOUSE_AUDIENCE: `notes,${audience}` })).toEqual([
      expect.stringContaining(`GATEHOUSE_AUDIENCE: ${audience} `),
    ]);
  });

  it.each([
    ['10s', 10],
    ['15m', 900],
    ['1h', 3600],
  ])('reads the duration %s', (text, seconds) => {
    expect(readConfig({ GATEHOUSE_ACCESS_TTL: text }).accessTtl).toBe(seconds);
  });

  it.each(['10', 's', '1w', '-5m', '1.5h', '2h', '0s'])('refuses %s as the life of an access token', text => {
    expect(problemsOf({ GATEHOUSE_ACCESS_TTL: text })).toEqual([expect.stringContaining('GATEHOUSE_ACCESS_TTL')]);
  });

  it('keeps the audit trail for good, or for at least a day', () => {
    expect(readConfig({}).auditRetention).toBeUndefined();
    expect(readConfig({ GATEHOUSE_AUDIT_RETENTION: '365d' }).auditRetention).toBe(365 * 86_400);
    for (const text of ['23h', '0s', '1y', '90', '40000d']) {
      expect(problemsOf({ GATEHOUSE_AUDIT_RETENTION: text })).toEqual([
        expect.stringContaining('GATEHOUSE_AUDIT_RETENTION must be a duration'),
      ]);
    }
  });

  it('takes origins as browsers send them', () => {
    const origins = [
      'https://app.example.com',
      'https://app.example.com:8443',
      'http://localhost:5173',
      'http://[::1]:81',
    ];
    expect(readConfig({}).corsOrigins).toEqual([]);
    expect(readConfig({ GATEHOUSE_CORS_ORIGINS: origins.join(', ') }).corsOrigins).toEqual(origins);
  });

  it.each([
    '*',
    'null',
    'app.example.com',
    'https://*.example.com',
    'https://app.example.com/',
    'https://app.example.com/path',
    'https://app.example.com?x',
    'https://App.example.com',
    'https://app.example.com:443',
    'https://user@app.example.com',
    'http://app.example.com',
    'http://localhost.example.com',
    'http://[::1]:80',
    'ftp://localhost',
    'chrome-extension://abc',
  ])('refuses %s as an origin', origin => {
    const problems = problemsOf({ GATEHOUSE_CORS_ORIGINS: `https://app.example.com,${origin}` });
    expect(problems).toEqual([expect.stringContaining(`GATEHOUSE_CORS_ORIGINS: ${origin} `)]);
  });

  it('takes the host of the issuer, or a domain above it, for that of passkeys', () => {
    const issuer = { GATEHOUSE_ISSUER: 'https://auth.example.org' };
    const domainOf = (domain: string): string | undefined =>
      readConfig({ ...issuer, GATEHOUSE_PASSKEY_DOMAIN: domain }).passkeyDomain;
    expect([domainOf(''), domainOf('example.org'), domainOf('auth.example.org')]).toEqual([
      undefined,
      'example.org',
      'auth.example.org',
    ]);
    for (const domain of [
      'org',
      'Example.org',
      '.example.org',
      'ample.org',
      'app.example.org',
      'https://example.org',
    ]) {
      const problems = problemsOf({ ...issuer, GATEHOUSE_PASSKEY_DOMAIN: domain });
      expect(problems).toEqual([expect.stringContaining('GATEHOUSE_PASSKEY_DOMAIN must be')]);
    }
  });

  it.each(['redis://:hush/hush@r.test', 'redis://:hush%hush@r.test'])('says of %s what is wrong, and no more', url => {
    const [problem = ''] = problemsOf({ REDIS_URL: url });
    expect(problem).toMatch(/^REDIS_URL .*percent-encoded/);
    expect(problem).not.toMatch(/hush/);
  });

  it('names both database settings, and a size that is none', () => {
    const wrong = { DATABASE_URL: 'postgres://a:hush/b@c/d', DATABASE_DIRECT_URL: 'x', DATABASE_POOL_SIZE: '0' };
    const names = problemsOf({ ...PRODUCTION, ...wrong }).map(problem => problem.split(' ', 1)[0]);
    expect(names).toEqual(['DATABASE_URL', 'DATABASE_DIRECT_URL', 'DATABASE_POOL_SIZE']);
  });

  it('takes one worker, so many, or as many as there are cores', () => {
    const workersOf = (text: string): number => readConfig({ GATEHOUSE_WORKERS: text }).workers;
    expect([workersOf(''), workersOf('1'), workersOf('16')]).toEqual([1, 1, 16]);
    expect(workersOf('auto')).toBe(Math.min(64, availableParallelism()));
    for (const text of ['0', '65', '-1', '2.5', 'all', '1e1', '100']) {
      expect(problemsOf({ GATEHOUSE_WORKERS: text })).toEqual([
        'GATEHOUSE_WORKERS must be auto, or a whole number from 1 to 64',
      ]);
    }
  });

  it('takes a service for one instance, for two where there is a Redis, or for as many as it is told', () => {
    const REDIS_URL = 'redis://r.test';
    expect(readConfig({}).replicas).toBe(1);
    expect(readConfig({ REDIS_URL }).replicas).toBe(2);
    expect(readConfig({ REDIS_URL, GATEHOUSE_REPLICAS: '1' }).replicas).toBe(1);
    expect(readConfig({ GATEHOUSE_REPLICAS: '12' }).replicas).toBe(12);
    for (const text of ['0', '1001', '-1', 'auto'])
      expect(problemsOf({ GATEHOUSE_REPLICAS: text })).toEqual([expect.stringContaining('GATEHOUSE_REPLICAS must be')]);
  });

  it.each([
    [{ GATEHOUSE_WORKERS: '1' }, 16],
    [{ GATEHOUSE_WORKERS: '2' }, 16],
    [{ GATEHOUSE_WORKERS: '8' }, 32],
    [{ GATEHOUSE_WORKERS: '8', DATABASE_POOL_SIZE: '8' }, 8],
    [{ GATEHOUSE_WORKERS: '64' }, 256],
  ])('with %j keeps at most %i connections for requests', (settings, size) => {
    expect(readConfig({ ...PRODUCTION, ...settings }).database?.poolSize).toBe(size);
  });

  it('refuses workers without a connection, and more than the embedded database has room for', () => {
    const crowd = { GATEHOUSE_WORKERS: '8', DATABASE_POOL_SIZE: '7' };
    expect(problemsOf({ ...PRODUCTION, ...crowd })).toEqual([
      expect.stringContaining('DATABASE_POOL_SIZE must be at least GATEHOUSE_WORKERS'),
    ]);
    for (const settings of [{ GATEHOUSE_WORKERS: '64' }, { GATEHOUSE_WORKERS: '2', DATABASE_POOL_SIZE: '89' }])
      expect(problemsOf(settings)).toHaveLength(1);
    expect(problemsOf({ GATEHOUSE_WORKERS: '45' })).toEqual([]);
    expect(problemsOf({ DATABASE_POOL_SIZE: '1000' })).toEqual([]);
  });

  it('counts an empty variable as absent', () => {
    expect(problemsOf({ GATEHOUSE_ISSUER: '', DATABASE_URL: ' ' })).toEqual([]);
  });
});
