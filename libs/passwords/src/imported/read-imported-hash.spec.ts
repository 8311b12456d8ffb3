import { describe, it, expect, beforeAll } from '@jest/globals';
import fc from 'fast-check';
import { FOREIGN_HASHES, FOREIGN_PASSWORD } from '../../../../test/support/specs/foreign-hashes.js';
import { loadPasswordEngine } from '../load-engine.js';
import { Passwords } from '../passwords.js';
import { RefusedHash } from '../stored/bytes.js';
import { readImportedHash } from './read-imported-hash.js';

const SALT = 'AAECAwQFBgcICQoLDA0ODw';
const TAG = 'A'.repeat(43);
const KEYCLOAK = { secretData: `{"value":"${TAG}=","salt":"${SALT}=="}`, credentialData: '{}' };
const keycloak = (about: object): object => ({ ...KEYCLOAK, credentialData: JSON.stringify(about) });
const FIREBASE = {
  hash: 'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
  salt: '42xEC+ixf3L2lw==',
  signer_key: 'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==',
  salt_separator: 'Bw==',
  rounds: 8,
  mem_cost: 14,
};

function problemOf(exported: unknown): string | undefined {
  try {
    readImportedHash(exported);
    return undefined;
  } catch (error) {
    if (error instanceof RefusedHash) return error.problem;
    throw error;
  }
}

describe('the hash of another system', () => {
  let passwords: Passwords;

  beforeAll(async () => {
    passwords = new Passwords({ engine: await loadPasswordEngine() });
  });

  it.each(FOREIGN_HASHES)(
    'of %s is that of its password and of no other, and is to be renewed',
    async (_, exported) => {
      const stored = readImportedHash(exported);
      expect(stored).toMatch(/^\$[a-z0-9-]+\$/);
      // What is stored is read as what it is, and is the same however often it is exported and imported.
      expect(readImportedHash(stored)).toBe(stored);
      expect(await passwords.verify(stored, FOREIGN_PASSWORD)).toEqual({ matches: true, needsRehash: true });
      expect(await passwords.verify(stored, `${FOREIGN_PASSWORD} `)).toEqual({ matches: false, needsRehash: false });
    },
  );

  // From others' tests: of Firebase's own implementation, PHP's manual, OpenBSD's bcrypt, RFC 6070 and RFC 7914.
  it.each([
    ['user1password', FIREBASE],
    ['rasmuslerdorf', '$2y$07$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq'],
    ['U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
    ['password', `$pbkdf2-sha1$i=4096$c2FsdA$SwB5AbdlSJq+rUnZJvch0GWkKcE`],
    [
      'pleaseletmein',
      `$scrypt$ln=14,r=8,p=1$${Buffer.from('SodiumChloride').toString('base64')}$${Buffer.from(
        '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
        'hex',
      ).toString('base64')}`,
    ],
  ])('that others give as an example is that of %s', async (password, exported) => {
    const stored = readImportedHash(exported);
    expect(await passwords.verify(stored, password)).toEqual({ matches: true, needsRehash: true });
    expect((await passwords.verify(stored, `${password}!`)).matches).toBe(false);
  });

  it('of Firebase is stored without the key of the project', () => {
    const { signer_key } = FIREBASE;
    expect(readImportedHash(FIREBASE)).not.toContain(signer_key.slice(0, 12));
  });

  it('of bcrypt is no hash of a password that bcrypt would cut, or that holds a NUL', async () => {
    const { hash } = await import('@node-rs/bcrypt');
    const long = 'x'.repeat(72);
    const stored = readImportedHash(await hash(long, 4));
    const matches = async (password: string): Promise<boolean> => (await passwords.verify(stored, password)).matches;
    expect([await matches(long), await matches(`${long}y`), await matches(`${long}\0`)]).toEqual([true, false, false]);
    const short = readImportedHash(await hash('secret', 4));
    expect((await passwords.verify(short, 'secret\0 and more')).matches).toBe(false);
  });

  it('of bcrypt of SHA-256 is that of a password of any length, and is stored as what it is', async () => {
    const exported = 'bcrypt_sha256$$2b$12$APl/FcAr7//jZkthp9UvQehpKCXm4WuD8/RYg06Cigcn0PDloNtfq';
    const stored = readImportedHash(exported);
    expect(stored).toMatch(/^\$django-bcrypt-sha256\$12\$[./A-Za-z0-9]{53}$/);
    const matches = async (password: string): Promise<boolean> => (await passwords.verify(stored, password)).matches;
    expect([await matches('x'.repeat(200)), await matches('x'.repeat(199))]).toEqual([true, false]);
    expect(problemOf(exported.replace('$12$', '$15$'))).toBe('excessive');
    // By nothing but its own name: it is no hash of the digest itself.
    expect((await passwords.verify(stored.replace('$django-bcrypt-sha256', '$2b'), 'x'.repeat(72))).matches).toBe(
      false,
    );
  });

  it('of bcrypt is stored with the bits cleared that nobody reads', () => {
    const [salt, tag] = ['a'.repeat(21), 'b'.repeat(30)];
    expect(readImportedHash(`$2a$10$${salt}v${tag}B`)).toBe(`$2b$10$${salt}u${tag}.`);
  });

  it.each([
    ['nothing', ''],
    ['no text', 7],
    ['null', null],
    ['a list', []],
    ['MD5', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['SHA-1 of LDAP', '{SSHA}DkMTwBl+a/3DQTxCYEApdUtNXGgdUac3'],
    ['crypt with SHA-512', `$6$rounds=5000$salt$${'a'.repeat(86)}`],
    ['bcrypt of SHA-256 by passlib', `$bcrypt-sha256$v=2,t=2b,r=12$${'a'.repeat(22)}$${'a'.repeat(31)}`],
    ['bcrypt of SHA-256, cut off', `bcrypt_sha256$$2b$12$${'a'.repeat(52)}`],
    ['a password that nobody has', '!vCYnWsT8'],
    ['the broken bcrypt', `$2x$10$${'a'.repeat(53)}`],
    ['a cost of bcrypt that is too small', `$2b$03$${'a'.repeat(53)}`],
    ['bcrypt with a newline', `$2b$10$${'a'.repeat(53)}\n`],
    ['no iterations', `$pbkdf2-sha256$i=0,l=32$${SALT}$${TAG}`],
    ['another length than it says', `$pbkdf2-sha256$i=1,l=31$${SALT}$${TAG}`],
    ['another digest', `$pbkdf2-md5$i=1,l=32$${SALT}$${TAG}`],
    ['no salt', `pbkdf2_sha256$1$$${TAG}=`],
    ['a short tag', 'pbkdf2_sha256$1$salt$AAAA'],
    ['base64 that is none', `pbkdf2_sha256$1$salt$${'*'.repeat(43)}`],
    ['an N that is no power of two', 'scrypt:1000:8:1$salt$' + 'ab'.repeat(32)],
    ['scrypt without costs', '$scrypt$$salt$tag'],
    ['an N that scrypt does not allow', `$scrypt$ln=16,r=1,p=1$${SALT}$${TAG}`],
    ['less memory than argon2 needs', `$argon2id$v=19$m=7,t=1,p=1$${SALT}$${TAG}`],
    ['a cost of argon2 twice', `$argon2id$v=19$m=1024,m=1024,p=1$${SALT}$${TAG}`],
    ['an object of nobody', { hash: 'x' }],
    ['an empty one of Keycloak', keycloak({})],
    ['an algorithm of Keycloak that is not known', keycloak({ hashIterations: 1, algorithm: 'pbkdf2-md5' })],
    ['an algorithm by the name of a property', keycloak({ hashIterations: 1, algorithm: 'constructor' })],
    ['no JSON in the text', { ...KEYCLOAK, credentialData: '{' }],
    ['a key of Firebase of another length', { ...FIREBASE, signer_key: 'AAAA' }],
    ['rounds that are no number', { ...FIREBASE, rounds: 'many' }],
  ])('is refused as malformed: %s', (_, exported) => {
    expect(problemOf(exported)).toBe('malformed');
  });

  it.each([
    ['bcrypt', `$2b$15$${'a'.repeat(53)}`],
    ['PBKDF2', `pbkdf2_sha256$4000001$salt$${TAG}=`],
    ['PBKDF2 of SHA-512', `$pbkdf2-sha512$i=2000001,l=32$${SALT}$${TAG}`],
    ['PBKDF2 in several blocks', keycloak({ hashIterations: 4_000_001, algorithm: 'pbkdf2' })],
    ['scrypt, in memory', `$scrypt$ln=19,r=8,p=1$${SALT}$${TAG}`],
    ['scrypt, in lanes', `$scrypt$ln=14,r=8,p=17$${SALT}$${TAG}`],
    ['Firebase', { ...FIREBASE, mem_cost: 19 }],
    ['argon2', `$argon2id$v=19$m=262145,t=1,p=1$${SALT}$${TAG}`],
    ['argon2, in passes', `$argon2id$v=19$m=262144,t=9,p=1$${SALT}$${TAG}`],
    ['text', 'x'.repeat(1025)],
  ])('is refused as excessive: too much of %s', (_, exported) => {
    expect(problemOf(exported)).toBe('excessive');
  });

  it.each([
    ['bcrypt', `$2b$14$${'a'.repeat(53)}`],
    ['PBKDF2', `$pbkdf2-sha256$i=4000000,l=32$${SALT}$${TAG}`],
    ['PBKDF2 of SHA-512', `$pbkdf2-sha512$i=2000000,l=32$${SALT}$${TAG}`],
    ['scrypt', `$scrypt$ln=18,r=8,p=1$${SALT}$${TAG}`],
    ['argon2', `$argon2id$v=19$m=262144,t=8,p=1$${SALT}$${TAG}`],
    ['argon2, in passes', `$argon2id$v=19$m=65536,t=16,p=8$${SALT}$${TAG}`],
  ])('is taken with the most that it may cost: %s', (_, exported) => {
    expect(problemOf(exported)).toBeUndefined();
  });

  it('never fails but by being refused, and is stored in one form', () => {
    const texts = FOREIGN_HASHES.flatMap(([, exported]) => (typeof exported === 'string' ? [exported] : []));
    const mutated = fc
      .tuple(fc.constantFrom(...texts), fc.nat(120), fc.nat(3), fc.string({ maxLength: 4 }))
      .map(([text, place, cut, insert]) => text.slice(0, place) + insert + text.slice(place + cut));
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ maxLength: 200 }), fc.object()), exported => {
        if (problemOf(exported) !== undefined) return;
        const stored = readImportedHash(exported);
        expect(readImportedHash(stored)).toBe(stored);
        expect(stored.length).toBeLessThanOrEqual(512);
      }),
      { numRuns: 3_000 },
    );
  });
});
