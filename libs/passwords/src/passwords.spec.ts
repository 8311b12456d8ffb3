import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it, expect, beforeAll } from '@jest/globals';
import type { Argon2Parameters } from './argon2-parameters.js';
import { HashingQueue } from './hashing-queue.js';
import { loadPasswordEngine } from './load-engine.js';
import { type Derivation, dummyHash, PasswordEngine } from './password-engine.js';
import { Passwords } from './passwords.js';
import { parsePhc } from './phc.js';

const CHEAP = { m: 64, t: 1, p: 1 };

/** An engine that does no work and remembers what was asked of it. */
class RecordingEngine extends PasswordEngine {
  override readonly name = 'recording';
  readonly asked: { password: string; parameters: Argon2Parameters }[] = [];
  most = 0;
  #running = 0;

  protected override async derive(password: Buffer, { parameters, tagLength }: Derivation): Promise<Buffer> {
    this.asked.push({ password: password.toString(), parameters });
    this.most = Math.max(this.most, ++this.#running);
    await sleep(1);
    this.#running -= 1;
    return Buffer.alloc(tagLength);
  }
}

describe('Passwords', () => {
  let engine: PasswordEngine;
  let passwords: Passwords;

  beforeAll(async () => {
    engine = await loadPasswordEngine();
    passwords = new Passwords({ engine, parameters: CHEAP });
  });

  it('verifies what it hashed', async () => {
    const phc = await passwords.hash('a good long password');
    expect(await passwords.verify(phc, 'a good long password')).toEqual({ matches: true, needsRehash: false });
    expect(await passwords.verify(phc, 'a good long passwore')).toEqual({ matches: false, needsRehash: false });
  });

  it('hashes with m=19456, t=2, p=1 unless told otherwise', async () => {
    const phc = await new Passwords({ engine }).hash('a good long password');
    expect(parsePhc(phc).parameters).toEqual({ m: 19_456, t: 2, p: 1 });
  });

  it('takes composed and decomposed letters for the same', async () => {
    const phc = await passwords.hash('caf\u00e9 au lait, toujours');
    expect((await passwords.verify(phc, 'cafe\u0301 au lait, toujours')).matches).toBe(true);
  });

  it('truncates nothing: the last of 256 code points counts', async () => {
    const phc = await passwords.hash(`${'x'.repeat(255)}a`);
    expect((await passwords.verify(phc, `${'x'.repeat(255)}a`)).matches).toBe(true);
    expect((await passwords.verify(phc, `${'x'.repeat(255)}b`)).matches).toBe(false);
  });

  it('asks for a rehash of weaker hashes only when the password was right', async () => {
    const phc = await passwords.hash('a good long password');
    const stronger = new Passwords({ engine, parameters: { ...CHEAP, t: 2 } });
    expect(await stronger.verify(phc, 'a good long password')).toEqual({ matches: true, needsRehash: true });
    expect(await stronger.verify(phc, 'another long password')).toEqual({ matches: false, needsRehash: false });
  });

  it.each([
    ['an unknown user', undefined, 'a good long password', undefined],
    ['a malformed stored hash', 'plain text', 'a good long password', 'stored_hash_malformed'],
    ['an excessive one', dummyHash({ m: 4_194_304, t: 2, p: 1 }), 'a good long password', 'stored_hash_excessive'],
    ['257 code points', dummyHash(CHEAP), 'x'.repeat(257), 'password_too_long'],
    ['over 1 KiB of UTF-8', dummyHash(CHEAP), '🐎'.repeat(256) + 'x', 'password_too_long'],
    ['a huge password', dummyHash(CHEAP), 'x'.repeat(10_000_000), 'password_too_long'],
    ['a lone surrogate', dummyHash(CHEAP), 'a good long \ud800 password', 'password_malformed'],
  ])('spends the time of one comparison on %s, and never matches', async (_, phc, password, problem) => {
    const recording = new RecordingEngine();
    const outcome = await new Passwords({ engine: recording, parameters: CHEAP }).verify(phc, password);
    expect(outcome).toEqual({ matches: false, needsRehash: false, ...(problem && { problem }) });
    expect(recording.asked.map(({ parameters }) => parameters)).toEqual([CHEAP]);
    expect(recording.asked[0]?.password.length).toBeLessThanOrEqual(1_024);
  });

  it.each([
    ['256 code points', 'x'.repeat(256)],
    ['1 KiB of UTF-8', '🐎'.repeat(256)],
  ])('hashes a password of %s', async (_, password) => {
    expect((await passwords.verify(await passwords.hash(password), password)).matches).toBe(true);
  });

  it.each([
    ['257 code points', 'x'.repeat(257)],
    ['a lone surrogate', 'a good long \udfff password'],
  ])('refuses to hash %s', async (_, password) => {
    await expect(passwords.hash(password)).rejects.toThrow(RangeError);
  });

  it('refuses parameters above the ceiling, whose hashes it could not verify', () => {
    expect(() => new Passwords({ engine, parameters: { m: 262_145, t: 2, p: 1 } })).toThrow(RangeError);
  });

  it.each(['$2b$04$', '$scrypt$ln=10,r=8,p=1$', '$firebase-scrypt$ln=10,r=8,p=1$', '$pbkdf2-sha512$i=1000,l=64$'])(
    'spends on an unknown user what a hash of another system costs, where others have such: %s',
    async costs => {
      const asked: string[] = [];
      const recording = new RecordingEngine();
      const costsOfStranger = (account: string): string => (asked.push(account), costs);
      const among = new Passwords({ engine: recording, parameters: CHEAP, costsOfStranger });
      const asker = { network: '192.0.2.1', account: 'nobody@example.test' };
      expect(await among.verify(undefined, 'a good long password', asker)).toEqual({
        matches: false,
        needsRehash: false,
      });
      // Nothing was asked of the engine, so it was one of the others.
      expect([asked, recording.asked]).toEqual([[asker.account], []]);
      expect(await among.verify(dummyHash(CHEAP), 'a good long password', asker)).toMatchObject({ matches: false });
      expect(recording.asked).toHaveLength(1);
    },
  );

  it('spends what its own cost where what others have is of no known kind', async () => {
    const recording = new RecordingEngine();
    const among = new Passwords({ engine: recording, parameters: CHEAP, costsOfStranger: () => '$2x$' });
    await among.verify(undefined, 'x', { network: '', account: 'nobody@example.test' });
    expect(recording.asked).toHaveLength(1);
  });

  it('puts unknown users through the same queue as known ones', async () => {
    const recording = new RecordingEngine();
    const queue = new HashingQueue({ workers: 2, capacity: 300, maxWaitMs: 10_000 });
    const busy = new Passwords({ engine: recording, queue, parameters: CHEAP });
    const known = dummyHash(CHEAP);
    await Promise.all(Array.from({ length: 200 }, (_, n) => busy.verify(n % 2 ? known : undefined, 'long password')));
    expect([recording.asked.length, recording.most]).toEqual([200, 2]);
  });

  it('keeps memory bounded under 200 logins at once', async () => {
    const workers = 2;
    const queue = new HashingQueue({ workers, capacity: 200, maxWaitMs: 60_000 });
    const real = new Passwords({ engine, queue });
    const phc = await real.hash('a good long password');

    const before = process.memoryUsage.rss();
    let [mostMemory, mostRunning] = [0, 0];
    const watch = setInterval(() => {
      mostMemory = Math.max(mostMemory, process.memoryUsage.rss());
      mostRunning = Math.max(mostRunning, queue.running);
    }, 1);
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () => real.verify(phc, 'a good long password')),
    ).finally(() => clearInterval(watch));

    expect(outcomes.every(({ matches }) => matches)).toBe(true);
    expect(mostRunning).toBe(workers);
    // Two computations of 19 MiB each, and as much again for the runtime and late frees; 200 would take 3.8 GB.
    expect(mostMemory - before).toBeLessThan(80 * 1024 * 1024);
  }, 60_000);
});
