import { describe, expect, it } from '@jest/globals';
import { type Config, ConfigurationError } from '../config.js';
import { readConfig } from '../read-config.js';

const FROM = { GATEHOUSE_MAIL_FROM: 'no-reply@example.com' };
const smtpOf = (url: string): Config['mail']['smtp'] => readConfig({ ...FROM, GATEHOUSE_SMTP_URL: url }).mail.smtp;

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

describe('the mail server', () => {
  it.each([
    ['smtp://mail.example.com', 'mail.example.com', 587, 'demanded'],
    ['smtp://mail.example.com:25/', 'mail.example.com', 25, 'demanded'],
    ['smtp://mail.example.com:2525?tls=optional', 'mail.example.com', 2525, 'optional'],
    ['smtps://mail.example.com', 'mail.example.com', 465, 'implicit'],
    ['smtps://mail.example.com:4650', 'mail.example.com', 4650, 'implicit'],
    ['smtp://localhost:1025', 'localhost', 1025, 'optional'],
    ['smtp://127.0.0.1:1025', '127.0.0.1', 1025, 'optional'],
    ['smtp://[::1]:1025', '::1', 1025, 'optional'],
    ['smtp://127.0.0.1?tls=required', '127.0.0.1', 587, 'demanded'],
    ['smtp://localhost.example.com', 'localhost.example.com', 587, 'demanded'],
    ['smtp://10.0.0.1', '10.0.0.1', 587, 'demanded'],
  ])('is at %s', (url, host, port, tls) => {
    expect(smtpOf(url)).toEqual({ host, port, login: undefined, tls });
  });

  it('is told who calls, in whatever characters', () => {
    expect(smtpOf('smtp://some%40one:a%2Fb%3Ac@mail.example.com')?.login).toEqual({
      user: 'some@one',
      password: 'a/b:c',
    });
  });

  it.each([
    'http://hush:hush@mail.example.com',
    'smtp://hush:hush/hush@mail.example.com',
    'smtp://hush@mail.example.com',
    'smtp://:hush@mail.example.com',
    'smtp://hush:hush@mail.example.com/path',
    'smtp://hush:hush@mail.example.com?tls=hush',
    'smtp://hush:hush@mail.example.com?password=hush',
    'smtps://hush:hush@mail.example.com?tls=optional',
    'smtp://',
  ])('is not at %s, and what is wrong is said without a secret', url => {
    const [problem = '', ...more] = problemsOf({ ...FROM, GATEHOUSE_SMTP_URL: url });
    expect(more).toEqual([]);
    expect(problem).toMatch(/^GATEHOUSE_SMTP_URL /);
    expect(problem).not.toContain('hush');
  });

  it('needs somebody whom mails are from', () => {
    expect(problemsOf({ GATEHOUSE_SMTP_URL: 'smtp://mail.example.com' })).toEqual([
      'GATEHOUSE_MAIL_FROM is needed with GATEHOUSE_SMTP_URL: whom mails are from',
    ]);
  });
});

describe('whom mails are from', () => {
  const fromOf = (text: string): unknown => readConfig({ GATEHOUSE_MAIL_FROM: text }).mail.from;

  it.each([
    ['no-reply@example.com', undefined],
    ['<no-reply@example.com>', undefined],
    ['Example & Söhne <no-reply@example.com>', 'Example & Söhne'],
    ['Example, Inc. <no-reply@example.com>', 'Example, Inc.'],
  ])('is read from %s', (text, name) => {
    expect(fromOf(text)).toEqual({ name, address: 'no-reply@example.com' });
  });

  it.each([
    'no-reply',
    'a@example.com, b@example.com',
    'Name a@example.com',
    '"Name" <a@example.com>',
    'Name <a@example.com> more',
    'Name\r\nBcc: b@example.com <a@example.com>',
    '<a@example.com',
    `${'x'.repeat(65)} <a@example.com>`,
  ])('cannot be %j', text => {
    expect(problemsOf({ GATEHOUSE_MAIL_FROM: text })).toEqual([expect.stringContaining('GATEHOUSE_MAIL_FROM must be')]);
  });

  it('is the service itself in development', () => {
    const { mail } = readConfig({ GATEHOUSE_ISSUER: 'https://auth.example.com/people' });
    expect(mail).toEqual({
      isWanted: true,
      smtp: undefined,
      from: { name: undefined, address: 'gatehouse@auth.example.com' },
      templates: undefined,
    });
  });
});

describe('what people read', () => {
  it('is called Gatehouse, or as is said', () => {
    expect(readConfig({})).toMatchObject({ productName: 'Gatehouse', supportAddress: undefined });
    const settings = { GATEHOUSE_PRODUCT_NAME: ' Ben & Jo ', GATEHOUSE_SUPPORT_ADDRESS: 'help@example.com' };
    expect(readConfig(settings)).toMatchObject({ productName: 'Ben & Jo', supportAddress: 'help@example.com' });
  });

  it('has no second line, and no second address', () => {
    const wrong = { GATEHOUSE_PRODUCT_NAME: 'Ben\r\nJo', GATEHOUSE_SUPPORT_ADDRESS: 'a@example.com,b@example.com' };
    expect(problemsOf(wrong)).toEqual([
      'GATEHOUSE_PRODUCT_NAME must be at most 64 characters on one line',
      'GATEHOUSE_SUPPORT_ADDRESS must be an e-mail address',
    ]);
  });
});
