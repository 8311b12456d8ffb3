import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { makeCertificate } from '../support/certificate.js';
import { TestDatabase } from '../support/database.js';
import { Gatehouse } from '../support/gatehouse.js';
import { MailServer } from '../support/mail/mail-server.js';
import { postMails, storedMails } from '../support/mail/post-mail.js';
import { use } from '../support/use.js';

const USER = 'gatehouse';
const PASSWORD = 'hush/hush?hush';
const certificate = makeCertificate(['localhost']);

describe('the way to the mail server', () => {
  const database = use(
    () => TestDatabase.createMigrated(),
    database => database.drop(),
  );
  let folder: string;
  let authorities: string;
  let server: MailServer;
  let logins: { user: unknown; password: unknown; overTls: boolean }[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-tls-'));
    authorities = join(folder, 'ca.pem');
    await writeFile(authorities, certificate.cert);
  });
  afterAll(() => rm(folder, { recursive: true }));

  afterEach(async () => {
    await server.close();
    await database.query('DELETE FROM mails');
  });

  async function serve(options: ConstructorParameters<typeof MailServer>[0]): Promise<void> {
    server = await MailServer.start(options);
    logins = [];
    server.handlers = {
      onAuth: ({ username, password }, { secure }, done) => {
        logins.push({ user: username, password, overTls: secure });
        done(null, { user: username });
      },
    };
  }

  /** @param knowsAuthority whether the service trusts the server's certificate */
  async function start(scheme: 'smtp' | 'smtps', host: string, query = '', knowsAuthority = true): Promise<Gatehouse> {
    const { port } = new URL(server.url);
    const login = `${USER}:${encodeURIComponent(PASSWORD)}`;
    return Gatehouse.start(database, {
      ...server.settings,
      GATEHOUSE_SMTP_URL: `${scheme}://${login}@${host}:${port}/${query}`,
      ...(knowsAuthority && { NODE_EXTRA_CA_CERTS: authorities }),
    });
  }

  const LOGGED_IN = { user: USER, password: PASSWORD, overTls: true };

  it.each([
    { what: 'by STARTTLS', options: {}, scheme: 'smtp' },
    { what: 'from the first byte on', options: { secure: true }, scheme: 'smtps' },
  ] as const)('is protected $what, and then the password is told', async ({ options, scheme }) => {
    await serve({ ...certificate, ...options, authOptional: false });
    const service = await start(scheme, 'localhost', scheme === 'smtp' ? '?tls=required' : '');
    await postMails(database, ['safe@example.test']);
    expect(await server.mailTo('safe@example.test')).toMatchObject({ overTls: true });
    expect(logins).toEqual([LOGGED_IN]);
    expect(await service.stop()).toBe(0);
    expect(service.process.output()).not.toContain('hush');
  });

  it.each([
    { what: 'has no TLS', options: {}, knowsAuthority: true, host: 'localhost' },
    { what: 'has a certificate that nobody knows', options: certificate, knowsAuthority: false, host: 'localhost' },
    { what: 'has the certificate of another host', options: certificate, knowsAuthority: true, host: '127.0.0.1' },
  ])('is not taken where the server $what: nothing is told, and nothing sent', async test => {
    await serve({ ...test.options, allowInsecureAuth: true });
    const service = await start('smtp', test.host, '?tls=required', test.knowsAuthority);
    await postMails(database, ['unsafe@example.test']);
    await service.process.printed(/a mail was not sent, and will be tried again: \w+/);
    expect([logins, server.received]).toEqual([[], []]);
    expect(await storedMails(database)).toMatchObject([{ outcome: null, is_sealed: true }]);
    expect(await service.stop()).toBe(0);
    expect(service.process.output()).not.toContain('hush');
  });

  it('needs no protection on the same machine, and none where that is said to be right', async () => {
    await serve({ allowInsecureAuth: true });
    for (const [number, query] of ['', '?tls=optional'].entries()) {
      const service = await start('smtp', '127.0.0.1', query, false);
      await postMails(database, [`near-${number}@example.test`]);
      expect(await server.mailTo(`near-${number}@example.test`)).toMatchObject({ overTls: false });
      await service.stop();
    }
    expect(logins).toHaveLength(2);
  });
});
