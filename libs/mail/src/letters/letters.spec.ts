import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, readConfig } from '#libs/platform';
import { sampleOf } from '../../../../test/support/use-cases/mail-samples.js';
import { MailAbility } from '../mail-ability.js';
import { MAIL_KINDS } from '../mail-kinds.js';
import { Letters } from './letters.js';

async function lettersWith(settings: Record<string, string> = {}): Promise<Letters> {
  const config = readConfig(settings);
  const letters = new Letters(config, new MailAbility(config));
  await letters.load();
  return letters;
}

describe('letters', () => {
  const SUPPORT = { GATEHOUSE_SUPPORT_ADDRESS: 'help@example.test' };

  it.each(MAIL_KINDS)('say of %s this, to the letter', async kind => {
    expect((await lettersWith(SUPPORT)).write(kind, sampleOf(kind))).toMatchSnapshot();
  });

  it.each(MAIL_KINDS)('say the same of %s in text and in HTML, with all that is known', async kind => {
    const letter = (await lettersWith(SUPPORT)).write(kind, sampleOf(kind));
    const values = [...Object.values(sampleOf(kind)), 'Gatehouse', 'help@example.test'];
    for (const value of values) {
      expect(`${letter.subject}\n${letter.text}`).toContain(value);
      expect(letter.html).toContain(value);
    }
    const words = (text: string): string => text.replace(/\s+/g, ' ').trim();
    const body = words(letter.html.replace(/^[^]*<\/h1>|<[^>]+>/g, ' '));
    for (const paragraph of letter.text.split('\n\n').map(words)) expect(body).toContain(paragraph);
    expect(letter.html).toContain(`<title>${letter.subject}</title>`);
    // Nothing is fetched: pictures tell their owner who reads what, and when.
    expect(letter.html).not.toMatch(/<(?:img|link|script|iframe|object|style|form)\b|url\(|src=/i);
  });

  it('name the product as it is called, and do without an address for help', async () => {
    const letters = await lettersWith({ GATEHOUSE_PRODUCT_NAME: 'Ben & Jo' });
    const { subject, text, html } = letters.write('invitation', sampleOf('invitation'));
    expect(subject).toBe('You are invited to Ben & Jo');
    expect(text).toMatch(/\n\nBen & Jo\n$/);
    expect(html).toContain('Ben &amp; Jo');
    expect(`${text}${html}`).not.toMatch(/Gatehouse|Questions/);
  });

  it('are not read where mails are off', async () => {
    const production = {
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://db/gatehouse',
      GATEHOUSE_SECRET: 'k3Jx9QmZ7vLr2TbW8nYc4HsD6fGp1Ea0',
      GATEHOUSE_ISSUER: 'https://auth.example.test',
      GATEHOUSE_MAIL_TEMPLATES: '/nowhere',
    };
    await lettersWith(production);
  });
});

describe("an operator's own letters", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-templates-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const write = (name: string, content: string): Promise<void> => writeFile(join(folder, name), content);
  const load = (): Promise<Letters> => lettersWith({ GATEHOUSE_MAIL_TEMPLATES: folder });

  async function problem(): Promise<string> {
    const error = await load().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    const [first = ''] = (error as ConfigurationError).problems;
    return first;
  }

  it('stand in for those of the same name, one by one', async () => {
    await write('login_code.txt', 'Subject: Ihr Code\n\n{{code}} für {{product_name}}');
    await write('README.md', 'Ours.');
    const letters = await load();
    const letter = letters.write('login_code', sampleOf('login_code'));
    expect(letter).toMatchObject({ subject: 'Ihr Code', text: '40315728 für Gatehouse\n' });
    expect(letter.html).toContain('Your code to log in');
    expect(letters.write('invitation', sampleOf('invitation')).subject).toBe('You are invited to Gatehouse');
  });

  it('are refused with a placeholder that nobody knows', async () => {
    await write('login_code.html', '<p>{{link}}</p>');
    expect(await problem()).toBe(
      `GATEHOUSE_MAIL_TEMPLATES: ${folder}: login_code.html does not know {{link}}: it can have ` +
        '{{product_name}}, {{support}}, {{code}}, {{good_for}}, {{ip}}, {{device}}',
    );
  });

  it('are refused under a name that would never be looked at', async () => {
    await write('login-code.txt', 'Subject: S\n\nText');
    expect(await problem()).toContain('login-code.txt is no template: there are verify_email.txt, verify_email.html');
  });

  it('are missed where there is no such folder', async () => {
    await rm(folder, { recursive: true });
    expect(await problem()).toContain('ENOENT');
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-templates-'));
  });
});
