import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { TestDatabase } from '../support/database.js';
import { Gatehouse } from '../support/gatehouse.js';
import { postMails, settled, storedMails } from '../support/mail/post-mail.js';
import { sampleOf } from '../support/use-cases/mail-samples.js';
import { use } from '../support/use.js';

const LINK = sampleOf('password_reset')['link'] ?? '';

describe('without a mail server', () => {
  const database = use(
    () => TestDatabase.createMigrated(),
    database => database.drop(),
  );
  let folder: string;
  let service: Gatehouse;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-mails-'));
  });
  afterEach(async () => {
    await service.stop();
    await rm(folder, { recursive: true });
    await database.query('DELETE FROM mails');
  });

  const start = async (environment: string): Promise<Gatehouse> =>
    (service = await Gatehouse.start(database, {
      ...{ NODE_ENV: environment, GATEHOUSE_DATA_DIR: folder },
      // Production has others.
      ...{ HOST: '127.0.0.1', GATEHOUSE_DRAIN_DELAY: '0s' },
    }));
  const files = (): Promise<string[]> => readdir(join(folder, 'mail'));

  it('whoever develops finds mails as files, and the link in the log', async () => {
    const { process } = await start('development');
    const [id] = await postMails(database, ['ann@example.test']);
    const [line] = await process.printed(/a mail: Set a new password.*/);
    expect(line).toContain(LINK);
    const [name = ''] = await files();
    expect(name).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-password_reset-[0-9a-f-]{36}\.eml$/);
    const path = join(folder, 'mail', name);
    expect(line).toContain(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'mail'))).mode & 0o777).toBe(0o700);
    const mail = await PostalMime.parse(await readFile(path));
    expect(mail).toMatchObject({
      messageId: `<${id}@auth.example.test>`,
      from: { name: 'Gatehouse', address: 'gatehouse@auth.example.test' },
      to: [{ address: 'ann@example.test' }],
      subject: 'Set a new password',
    });
    expect(mail.text).toContain(LINK);
    expect(await settled(database)).toMatchObject([{ outcome: 'sent' }]);
  });

  it('a link stands in the file on one line, in both parts, whatever the product is called', async () => {
    service = await Gatehouse.start(database, {
      ...{ NODE_ENV: 'development', GATEHOUSE_DATA_DIR: folder, GATEHOUSE_PRODUCT_NAME: 'Müller & Söhne 🦉' },
    });
    await postMails(database, ['dee@example.test']);
    expect(await settled(database)).toMatchObject([{ outcome: 'sent' }]);
    const [name = ''] = await files();
    const content = await readFile(join(folder, 'mail', name));
    const [, text = '', html = ''] = content.toString().split(/^Content-Type: text\/(?:plain|html)/m);
    expect(text.split('\r\n')).toContain(LINK);
    expect(html).toContain(`href="${LINK}"`);
    const mail = await PostalMime.parse(content);
    expect(mail.text).toContain('Müller & Söhne 🦉');
    expect(mail.html).toContain('M&#252;ller &amp; S&#246;hne &#129417;');
  });

  it('no link is in any other log', async () => {
    await start('test');
    await postMails(database, ['ben@example.test']);
    expect(await settled(database)).toMatchObject([{ outcome: 'sent' }]);
    expect(await files()).toHaveLength(1);
    expect(service.process.output()).not.toMatch(/a mail|example\.test\/account|ben@/);
  });

  it('nothing is sent in production', async () => {
    await start('production');
    await postMails(database, ['cho@example.test']);
    expect((await service.api.get('/health/ready')).status).toBe(200);
    await service.stop();
    expect(await readdir(folder)).toEqual([]);
    expect(await storedMails(database)).toMatchObject([{ outcome: null, attempts: 0 }]);
  });
});
