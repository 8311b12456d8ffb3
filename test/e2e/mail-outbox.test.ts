import { describe, expect, it } from '@jest/globals';
import { type Mail, Outbox } from '#libs/mail';
import { Database, statement } from '#libs/persistence';
import { useMailServer } from '../support/mail/mail-server.js';
import { sampleOf } from '../support/use-cases/mail-samples.js';
import { useModule } from '../support/use-cases/use-module.js';

const selectWaiting = statement<{ row: string; sealed: string }>(
  'test.waiting_mails',
  `SELECT m::text AS row, encode(sealed, 'hex') AS sealed FROM mails m WHERE attempts = 0`,
);

describe('the outbox', () => {
  const server = useMailServer();
  const { get, database, newUser } = useModule(() => server.settings);

  const mailTo = (to: string, more: Partial<Mail> = {}): Mail => ({
    ...{ kind: 'password_reset', user_id: null, to, values: sampleOf('password_reset') },
    ...more,
  });
  const post = (mail: Mail): Promise<void> =>
    get(Database).transaction(transaction => get(Outbox).post(transaction, mail));

  it('has what was committed sent, by whoever committed it, at once', async () => {
    const { id, email } = await newUser();
    await post(mailTo(email, { user_id: id }));
    expect((await server.mailTo(email)).text).toContain(sampleOf('password_reset')['link']);
  });

  it('has nothing sent of what was undone', async () => {
    const undone = get(Database).transaction(async transaction => {
      await get(Outbox).post(transaction, mailTo('undone@example.test'));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await post(mailTo('done@example.test'));
    await server.mailTo('done@example.test');
    expect(server.to('undone@example.test')).toEqual([]);
  });

  it('keeps what it has to send sealed', async () => {
    const { rows } = await get(Database).transaction(async transaction => {
      await get(Outbox).post(transaction, mailTo('sealed@example.test'));
      // Nobody else sees it yet.
      return { rows: await transaction.run(selectWaiting, []) };
    });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).toContain('password_reset');
    const sealed = Buffer.from(rows[0]?.sealed ?? '', 'hex').toString('latin1');
    for (const secret of ['sealed@', ...Object.values(sampleOf('password_reset'))]) {
      expect(rows[0]?.row).not.toContain(secret);
      expect(sealed).not.toContain(secret);
    }
  });

  it.each([
    'ann@example.test\r\nBcc: ben@example.test',
    'ann@example.test, ben@example.test',
    'Ann <ann@example.test>',
    'ann@example.test>',
    'ann example.test',
    'ann@ben@example.test ',
    '',
  ])('takes no %j for an address', async to => {
    await expect(post(mailTo(to))).rejects.toThrow('a mail of kind password_reset is addressed to what is no address');
  });

  it('says what is lacking, before anything is sent', async () => {
    const { link: _link, ...values } = sampleOf('password_reset');
    await expect(post(mailTo('ann@example.test', { values }))).rejects.toThrow(
      'a mail of kind password_reset lacks link',
    );
  });

  it('lets no value get into the header', async () => {
    const code = '1\r\nBcc: ben@example.test\r\n\r\n<script>{{ip}}';
    const values = { ...sampleOf('login_code'), code };
    await post(mailTo('header@example.test', { kind: 'login_code', values }));
    const mail = await server.mailTo('header@example.test');
    expect(mail.subject).toBe('1 Bcc: ben@example.test <script>{{ip}} is your code for Gatehouse');
    expect(mail.recipients).toEqual(['header@example.test']);
    expect(mail.headers.map(({ key }) => key)).not.toContain('bcc');
    expect(mail.html).toContain('1 Bcc: ben@example.test &lt;script&gt;{{ip}}');
    expect(mail.html).not.toContain('<script');
  });

  it('does not wait longer than a mail is of any use', async () => {
    await server.close();
    const { id } = await newUser();
    await post(mailTo('soon@example.test', { user_id: id, expires_at: new Date(Date.now() + 600_000) }));
    await post(mailTo('later@example.test', { user_id: id, expires_at: new Date(Date.now() + 90_000_000) }));
    const rows = await database.query<{ minutes: number }>(
      `SELECT round(extract(epoch FROM give_up_at - created_at) / 60)::integer AS minutes
       FROM mails WHERE user_id = $1 ORDER BY id`,
      [id],
    );
    expect(rows).toEqual([{ minutes: 10 }, { minutes: 1440 }]);
    await server.listen();
  });
});
