import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAIL_KINDS, MAIL_VALUES } from '#libs/mail';
import { freePort } from '../support/free-port.js';
import { TestDatabase } from '../support/database.js';
import { Gatehouse } from '../support/gatehouse.js';
import { postMails } from '../support/mail/post-mail.js';
import { type RunningProcess, runProgram } from '../support/process.js';
import { pythonTools } from '../support/python-tools.js';
import { sampleOf } from '../support/use-cases/mail-samples.js';

/** What keep.py prints of a mail. */
interface KeptMail {
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly message_id: string;
  readonly date: string;
  readonly types: readonly string[];
  readonly text: string;
  readonly html: string;
  readonly defects: readonly string[];
}

const python = await pythonTools('aiosmtpd', 'aiosmtpd==1.4.6');

if (python !== undefined) {
  describe("mails to aiosmtpd, read by Python's own parser", () => {
    let server: RunningProcess;
    let database: TestDatabase;
    let service: Gatehouse;
    const NAME = 'Bücher & Söhne, Inc.';

    beforeAll(async () => {
      const port = await freePort();
      server = runProgram([python.program('python'), 'test/foreign/mail/keep.py', String(port)], {});
      await server.printed(/listening on \d+/);
      database = await TestDatabase.createMigrated();
      service = await Gatehouse.start(database, {
        GATEHOUSE_SMTP_URL: `smtp://127.0.0.1:${port}`,
        GATEHOUSE_MAIL_FROM: 'no-reply@example.test',
        GATEHOUSE_PRODUCT_NAME: NAME,
      });
    });

    afterAll(async () => {
      await service.stop();
      await database.drop();
      server.child.kill('SIGTERM');
      await server.exited();
      await python.discard();
    });

    it.each(MAIL_KINDS)('%s', async kind => {
      const to = `${kind}@example.test`;
      const [id] = await postMails(database, [to], { kind });
      const [line] = await server.printed(new RegExp(`^\\{.*"to": "${to}".*\\}$`, 'm'));
      const mail = JSON.parse(line) as KeptMail;
      expect(mail).toMatchObject({ sender: 'no-reply@example.test', recipients: [to], to, defects: [] });
      expect(mail.message_id).toBe(`<${id}@auth.example.test>`);
      expect(mail.from).toBe(`"${NAME}" <no-reply@example.test>`);
      expect(mail.types).toEqual(['multipart/alternative', 'text/plain', 'text/html']);
      expect(Math.abs(Date.parse(mail.date) - Date.now())).toBeLessThan(60_000);
      for (const name of MAIL_VALUES[kind]) {
        expect(`${mail.subject}\n${mail.text}`).toContain(sampleOf(kind)[name]);
        expect(mail.html).toContain(sampleOf(kind)[name]);
      }
      expect(mail.text).toContain(NAME);
    });
  });
}
