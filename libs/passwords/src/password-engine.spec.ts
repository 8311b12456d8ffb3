import { spawnSync } from 'node:child_process';
import { describe, it, expect, beforeAll } from '@jest/globals';
import { NodeRsEngine } from './node-rs.engine.js';
import { dummyHash, type PasswordEngine } from './password-engine.js';
import { parsePhc } from './phc.js';
import { PortableEngine } from './portable.engine.js';
import { RefusedHash } from './stored/bytes.js';

const CHEAP = { m: 64, t: 1, p: 1 };
const PASSWORD = 'pässwörd — 密碼 🐎';

const loaders: Record<string, [module: string, load: () => Promise<PasswordEngine>]> = {
  'node-rs': ['@node-rs/argon2', async () => new NodeRsEngine(await import('@node-rs/argon2'))],
  portable: ['argon2', async () => new PortableEngine(await import('argon2'))],
};

/** A binary that does not fit the machine can crash the process that loads it: so another one tries. */
const loads = (module: string): boolean =>
  spawnSync(process.execPath, ['-e', `import('${module}').then(({ hash }) => hash('password'))`]).status === 0;

const engines = Object.fromEntries(
  Object.entries(loaders).flatMap(([name, [module, load]]) => (loads(module) ? [[name, load] as const] : [])),
);

for (const name of Object.keys(loaders).filter(name => !(name in engines))) {
  // eslint-disable-next-line no-restricted-syntax -- tells plainly what this machine cannot test
  it.skip(`the ${name} engine is left out: its binary does not load on this machine`, () => undefined);
}

it('has at least one engine on this machine', () => {
  expect(Object.keys(engines).length).toBeGreaterThan(0);
});

describe.each(Object.keys(engines))('the %s engine', name => {
  let engine: PasswordEngine;
  let others: PasswordEngine[];

  beforeAll(async () => {
    engine = await engines[name]!();
    others = await Promise.all(Object.values(engines).map(make => make()));
  });

  it('verifies what any engine hashed, and nothing else', async () => {
    for (const other of others) {
      const phc = await other.hash(PASSWORD, CHEAP);
      expect(await engine.verify(phc, PASSWORD)).toBe(true);
      expect(await engine.verify(phc, `${PASSWORD} `)).toBe(false);
      expect(await engine.verify(phc, '')).toBe(false);
    }
  });

  it('writes argon2id of version 19 with the asked costs, 16 bytes of salt and 32 of tag', async () => {
    const { salt, tag, ...kind } = parsePhc(await engine.hash(PASSWORD, { m: 128, t: 2, p: 2 }));
    expect(kind).toEqual({ algorithm: 'argon2id', version: 19, parameters: { m: 128, t: 2, p: 2 } });
    expect([salt.length, tag.length]).toEqual([16, 32]);
  });

  it('salts each hash anew', async () => {
    const hashes = await Promise.all(Array.from({ length: 20 }, () => engine.hash(PASSWORD, CHEAP)));
    expect(new Set(hashes.map(phc => parsePhc(phc).salt.toString('hex'))).size).toBe(20);
  });

  // argon2 itself: `echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32`
  it('agrees with the reference implementation', async () => {
    const phc = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await engine.verify(phc, 'password')).toBe(true);
    expect(await engine.verify(phc, 'Password')).toBe(false);
  });

  it.each(['argon2i', 'argon2d'])('verifies %s and version 16, so that imported accounts can log in', async kind => {
    for (const version of [16, 19]) {
      const text = `$${kind}$v=${version}$m=64,t=1,p=1$c29tZXNhbHQ$${'A'.repeat(43)}`;
      expect(await engine.verify(text, 'password')).toBe(false);
    }
  });

  it('tells NUL bytes and what follows them apart', async () => {
    expect(await engine.verify(await engine.hash('a\0b', CHEAP), 'a\0c')).toBe(false);
  });

  it('refuses a stored hash above the ceiling before computing it', async () => {
    const greedy = dummyHash({ m: 4_194_304, t: 1, p: 1 });
    await expect(engine.verify(greedy, PASSWORD)).rejects.toThrow(RefusedHash);
  });

  it('matches no password with a dummy, which takes as long as a real hash', async () => {
    const parameters = { m: 19_456, t: 2, p: 1 };
    const real = await engine.hash(PASSWORD, parameters);
    const dummy = dummyHash(parameters);
    expect(dummy).toHaveLength(real.length);
    expect(await engine.verify(dummy, PASSWORD)).toBe(false);

    const spent = { dummy: 0, real: 0 };
    for (let turn = 0; turn < 10; turn += 1) {
      for (const [kind, phc] of [['dummy', dummy] as const, ['real', real] as const]) {
        // The processor's time, not the clock's: other specs run beside this one.
        const before = process.cpuUsage();
        await engine.verify(phc, PASSWORD);
        spent[kind] += process.cpuUsage(before).user;
      }
    }
    const ratio = spent.dummy / spent.real;
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});
