import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { EMAIL_PATTERN, IsEmailAddress } from './is-email-address.decorator.js';

class Dto {
  @IsEmailAddress()
  email!: string;
}

/** What becomes of a text; undefined where it is refused. */
function read(email: unknown): string | undefined {
  const dto = plainToInstance(Dto, { email });
  return validateSync(dto).length === 0 ? dto.email : undefined;
}

describe('IsEmailAddress', () => {
  it.each([
    'ada@example.org',
    "o'hara+tag@mail.example.co.uk",
    'Ada.Lovelace@EXAMPLE.ORG',
    'ÿ@bücher.example',
    '用户@例子.广告',
    'x@xn--fsqu00a.xn--0zwm56d',
    `${'a'.repeat(64)}@${'b'.repeat(63)}.example`,
    '1@2.example',
  ])('takes %s', email => {
    expect(read(email)).toBe(email);
  });

  it.each([
    '',
    'x',
    'not an address',
    '@example.org',
    'ada@',
    'ada@localhost',
    'ada@example',
    'ada@example.o',
    'ada@example.123',
    'ada@example..org',
    'ada@-example.org',
    'ada@example-.org',
    'ada@exam_ple.org',
    `ada@${'b'.repeat(64)}.org`,
    'ada@ｅxample.org',
    'ada..l@example.org',
    '.ada@example.org',
    'ada.@example.org',
    'ada@lovelace@example.org',
    'ada lovelace@example.org',
    'ada@example.org, bob@example.org',
    'Ada <ada@example.org>',
    '"ada"@example.org',
    'ada\\@example.org',
    'ada\n@example.org',
    'ada\x85@example.org',
    'ada@[127.0.0.1]',
    7,
    null,
    ['ada@example.org'],
    `${'a'.repeat(243)}@example.org`,
  ])('refuses %j', email => {
    expect(read(email)).toBeUndefined();
  });

  it('says of one that is lacking that it is, of another what is wrong with it', () => {
    const told = (email: unknown): unknown[] =>
      validateSync(plainToInstance(Dto, { email }), { stopAtFirstError: true }).map(({ constraints }) => constraints);
    expect(told(undefined)).toEqual([{ isEmail: 'email is needed' }]);
    expect(told('x')).toEqual([{ isEmail: 'email must be an email' }]);
    expect(told(`${'a'.repeat(250)}@example.org`)).toMatchObject([{ maxLength: expect.any(String) }]);
  });

  it.each([' ', '\t\n', '\xa0', '\u3000', '\ufeff', '\x1c', '\x85'])('cuts %j off around', space => {
    const email = `${space}ada@example.org${space}`;
    expect([read(email), EMAIL_PATTERN.test(email)]).toEqual(['ada@example.org', true]);
  });

  it('counts what was sent, as the document does', () => {
    expect(read(`${' '.repeat(239)}ada@example.org`)).toBe('ada@example.org');
    expect(read(`${' '.repeat(240)}ada@example.org`)).toBeUndefined();
  });
});
