import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { COMMON_PASSWORDS } from './common-passwords.js';
import { PasswordPolicy, type PasswordViolationCode } from './password-policy.js';

const policy = new PasswordPolicy({ serviceNames: ['Gatehouse', 'Gate House Ltd'] });
const EMAIL = 'Jane.Doe+news@example.com';
const codes = (password: string, email = EMAIL): PasswordViolationCode[] =>
  policy.check(password, { email }).map(({ code }) => code);

const WORDS = (
  'acorn ballot canyon dragon elephant falcon gravel hamster island jigsaw kettle lemon monkey napkin orange ' +
  'password quartz rocket sunshine timber umbrella velvet walnut yellow zipper correct horse battery staple'
).split(' ');

describe('PasswordPolicy takes', () => {
  it.each([
    'correct horse battery staple',
    'correcthorsebatterystaple',
    'Tr0ub4dor&3-and-more-words',
    'my password is not password',
    'dragon umbrella seventeen lamps',
    'ünïcödé pässphräsé',
    '正しい馬の電池のホチキス留めです',
    '🐎🔋📎✅🌊🍋🎺🧭🪁🥨🛶🦔🎲🧵🪵',
    'x7#kQ9!zR2$mW5&',
    '839201746529183',
    'gatehouse keepers prefer marmalade',
    'Jane prefers eighteen lemons',
    'dragon 8305 1746 2295 6613',
    'twelve monkeys at 1234 elm street',
  ])('%s', password => {
    expect(codes(password)).toEqual([]);
  });

  it('any four words, however common each may be', () => {
    const phrases = fc
      .tuple(fc.shuffledSubarray(WORDS, { minLength: 4, maxLength: 4 }), fc.constantFrom(' ', '-', '', '.'))
      .map(([words, between]) => words.join(between));
    fc.assert(
      fc.property(phrases, phrase => expect(codes(phrase)).toEqual([])),
      { numRuns: 1_000 },
    );
  });

  it('anything of 64 random characters and more, up to 256 code points', () => {
    const printable = fc.integer({ min: 0x21, max: 0x7e }).map(code => String.fromCharCode(code));
    const random = fc.array(printable, { minLength: 64, maxLength: 256 }).filter(each => new Set(each).size > 20);
    fc.assert(fc.property(random, characters => expect(codes(characters.join(''))).toEqual([])));
    expect(codes([...'x7#kQ9!zR2$mW5&b'].map((each, place) => each.repeat((place % 2) + 1)).join(''))).toEqual([]);
  });

  it('any mix of character classes', () => {
    expect(codes('onlylowercaselettershere')).toEqual([]);
    expect(codes('ONLY UPPERCASE LETTERS HERE')).toEqual([]);
  });
});

describe('PasswordPolicy refuses', () => {
  it.each([
    'password1234567',
    'Password!!!!!!!!',
    'PASSWORDPASSWORD',
    'passwordpasswordpassword',
    'password password password',
    'Password1Password2',
    'p@ssw0rd12345678',
    'P@$$w0rd20252025',
    '!!!!!!sunshine2024!!!!!!',
    'p-a-s-s-w-o-r-d-1-2-3',
    'trustno1!!!!!!!',
    'letmein_letmein_letmein',
    'dragon111111111111111',
    'dragon 1987 1987 1987 1987',
    'abcdefghmonkey12345',
    'ｐａｓｓｗｏｒｄ１２３４５６７',
    'passwordstandard',
    '1qaz2wsx3edc4rfv',
  ])('%s as common', password => {
    expect(codes(password)).toContain('too_common');
  });

  it.each([
    'aaaaaaaaaaaaaaa',
    'abcdefghijklmno',
    'ABCDEFGHIJKLMNO',
    'onmlkjihgfedcba',
    '123456789012345',
    '987654321098765',
    'qwertyuiopasdfg',
    'poiuytrewqlkjhgf',
    '1q2w3e4r5t6y7u8i9o',
    'a1b2c3d4e5f6g7h8',
    'aabbccddeeffgghh',
    '111222333444555',
    '1-2-3-4-5-6-7-8-9',
    '123 456 789 012 345',
    'qwertyuiop!@#$%^',
    'azertyuiopqsdfgh',
    'йцукенгшщзфывап',
    'xk4!xk4!xk4!xk4!',
    '🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎',
  ])('%s as predictable', password => {
    expect(codes(password)).toContain('too_predictable');
  });

  it.each(['gatehouse1234567', 'Gatehouse!!!!!!!', 'gatehousegatehouse', 'G@teh0use-2025-!!', 'my gate-house login'])(
    '%s for the name of the service',
    password => expect(codes(password)).toContain('contains_service_name'),
  );

  it.each([
    'jane.doe+news@example.com',
    'JANE.DOE+NEWS@EXAMPLE.COM',
    'janedoe12345678',
    'Jane Doe !!!!!!!',
    'xx-jane.doe-jane.doe',
  ])('%s for the own address', password => expect(codes(password)).toContain('contains_email'));

  it('any common password, in any case, repeated or filled up with digits or signs', () => {
    const common = fc.constantFrom(...COMMON_PASSWORDS);
    const build = fc.constantFrom<(word: string) => string>(
      word => word.repeat(Math.ceil(15 / word.length) + 1),
      word => word.padEnd(16, '0123456789'),
      word => word.padEnd(16, '!'),
      word => `${word}${'2024'.repeat(3)}`,
      word => word.toUpperCase().padStart(17, '1'),
    );
    fc.assert(
      fc.property(common, build, (word, make) => expect(codes(make(word)).length).toBeGreaterThan(0)),
      {
        numRuns: 2_000,
      },
    );
  });

  it('whatever is repeated and too short once', () => {
    const units = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(units, fc.integer({ min: 2, max: 18 }), (repeated, times) => {
        expect(codes(repeated.repeat(times)).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('PasswordPolicy measures', () => {
  it('code points after normalisation, not code units', () => {
    expect(codes('🐎🔋📎✅🌊🍋🎺🧭🪁🥨🛶🦔🎲🧵')).toEqual(['too_short']);
    expect(codes('e\u0301'.repeat(14))).toContain('too_short');
    expect(codes('')).toEqual(['too_short']);
  });

  /** As many code points as are allowed, none of which is a letter. */
  const emoji = Array.from({ length: 256 }, (_, place) => String.fromCodePoint(0x1f300 + ((place * 37) % 251))).join(
    '',
  );

  it('at most 256 code points and 1 KiB of UTF-8', () => {
    expect(codes(emoji)).toEqual([]);
    expect(codes(`${emoji}x`)).toEqual(['too_long']);
    expect(codes('x'.repeat(10_000_000))).toEqual(['too_long']);
  });

  it('no lone surrogates', () => {
    expect(codes('a good long \ud83d password')).toEqual(['malformed']);
  });

  it('with the configured least length', () => {
    const eight = new PasswordPolicy({ minLength: 8, serviceNames: ['Gatehouse'] });
    expect(eight.check('x7#kQ9!z')).toEqual([]);
    expect(eight.check('x7#kQ9!').map(({ code }) => code)).toEqual(['too_short']);
    for (const common of ['password', 'Iloveyou', 'sunshine1', 'gatehouse', '12345678', 'abcdabcd']) {
      expect(eight.check(common).length).toBeGreaterThan(0);
    }
    for (const minLength of [7, 65, 15.5, Number.NaN])
      expect(() => new PasswordPolicy({ minLength })).toThrow(RangeError);
  });

  it('any text without throwing, quickly, and repeating none of it in its messages', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 8, maxLength: 300 }), fc.emailAddress(), (password, email) => {
        for (const { message } of policy.check(password, { email })) expect(message).not.toContain(password);
      }),
    );
    const worst = ['a1'.repeat(128), `password${'1'.repeat(248)}`, `a${'@0'.repeat(127)}`, '\ufdfa'.repeat(256), emoji];
    for (const password of worst) {
      const start = process.cpuUsage();
      policy.check(password, { email: EMAIL });
      const { user, system } = process.cpuUsage(start);
      expect((user + system) / 1000).toBeLessThan(100);
    }
  });
});
