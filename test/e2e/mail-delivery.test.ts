import { beforeAll, describe, expect, it } from '@jest/globals';
import { MAIL_KINDS, type MailKind } from '../../libs/mail/src/mail-kinds.js';
import { ISSUER } from '../support/gatehouse.js';
import { useMailServer } from '../support/mail/mail-server.js';
import { postMails, settled } from '../support/mail/post-mail.js';
import { range, tally } from '../support/rounds.js';
import { TestDatabase } from '../support/database.js';
import { useInstances } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';
import { sampleOf } from '../support/use-cases/mail-samples.js';

const HOST = new URL(ISSUER).hostname;
const SUPPORT = 'help@example.test';

describe('mails', () => {
  const server = useMailServer();
  const database = use(
    () => TestDatabase.createMigrated(),
    database => database.drop(),
  );
  const settings = (): Record<string, string> => ({ ...server.settings, GATEHOUSE_SUPPORT_ADDRESS: SUPPORT });
  useInstances(database, settings, settings);

  const ids = new Map<MailKind, string | undefined>();

  beforeAll(async () => {
    for (const kind of MAIL_KINDS) ids.set(kind, (await postMails(database, [`${kind}@example.test`], { kind }))[0]);
  });

  it.each(MAIL_KINDS)('of the kind %s arrive as a mail program wants them', async kind => {
    const mail = await server.mailTo(`${kind}@example.test`);
    expect(mail).toMatchObject({
      messageId: `<${ids.get(kind)}@${HOST}>`,
      from: { name: 'Gatehouse', address: 'no-reply@example.test' },
      to: [{ address: `${kind}@example.test` }],
      replyTo: [{ address: SUPPORT }],
      sentBy: 'no-reply@example.test',
      recipients: [`${kind}@example.test`],
      attachments: [],
    });
    expect(mail.subject).toMatch(/^[\x20-\x7e]{10,60}$/);
    expect(Math.abs(Date.parse(mail.date ?? '') - Date.now())).toBeLessThan(60_000);
    for (const value of Object.values(sampleOf(kind))) {
      expect(`${mail.subject}\n${mail.text}`).toContain(value);
      expect(mail.html).toContain(value);
    }
    // One field each, and no field that nobody asked for.
    expect(tally(mail.headers.map(({ key }) => key))).toEqual({
      ...{ from: 1, to: 1, 'reply-to': 1, subject: 1, date: 1, 'message-id': 1, 'mime-version': 1 },
      ...{ 'auto-submitted': 1, 'content-type': 1 },
    });
    expect(mail.raw).toMatch(/^Content-Type: multipart\/alternative;/m);
    // A link is whole on its line, for whoever looks at the mail as it is.
    const { link } = sampleOf(kind);
    if (link !== undefined) expect(mail.raw.split('\r\n')).toContain(link);
    // RFC 5322 §2.1.1, and no bare CR or LF (§2.2).
    expect(Math.max(...mail.raw.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(998);
    expect(mail.raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('leave nothing behind of what they said', async () => {
    await server.until(() => server.received.length === MAIL_KINDS.length);
    const mails = await settled(database);
    expect(tally(mails.map(({ outcome }) => outcome ?? ''))).toEqual({ sent: MAIL_KINDS.length });
    expect(mails.filter(mail => mail.is_sealed)).toEqual([]);
  });

  it('are sent by all instances together, each by one', async () => {
    const addresses = range(40).map(number => `shared-${number}@example.test`);
    let open = 0;
    let most = 0;
    let release: () => void = () => undefined;
    const bothAreAtWork = new Promise<void>(resolve => (release = resolve));
    server.handlers = {
      onData: (stream, session, done) => {
        most = Math.max(most, ++open);
        // One instance sends four at a time.
        if (open === 8) release();
        void bothAreAtWork
          .then(() => server.keep(stream, session))
          .then(() => {
            open--;
            done();
          });
      },
    };
    await postMails(database, addresses);
    await server.until(() => addresses.every(address => server.to(address).length > 0));
    server.handlers = {};
    expect(addresses.map(address => server.to(address).length)).toEqual(addresses.map(() => 1));
    expect(most).toBe(8);
  });
});

describe('mails with letters that are not of English', () => {
  const server = useMailServer();
  const database = use(
    () => TestDatabase.createMigrated(),
    database => database.drop(),
  );
  useInstances(database, () => ({ ...server.settings, GATEHOUSE_PRODUCT_NAME: 'Müller & Söhne 🦉' }));

  it('arrive as they are, announced to a server that wants to know, and with their links whole', async () => {
    const announced: unknown[] = [];
    server.handlers = {
      onMailFrom: ({ args }, _session, done) => {
        announced.push(args);
        done();
      },
    };
    await postMails(database, ['ann@example.test']);
    const mail = await server.mailTo('ann@example.test');
    expect(announced).toEqual([expect.objectContaining({ BODY: '8BITMIME' })]);
    expect([mail.text, mail.html]).toEqual([
      expect.stringContaining('Müller & Söhne 🦉'),
      expect.stringContaining('M&#252;ller &amp; S&#246;hne &#129417;'),
    ]);
    expect(mail.raw.split('\r\n')).toContain(sampleOf('password_reset')['link']);
    expect(mail.recipients).toEqual(['ann@example.test']);
  });
});
