import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Handlers, refusal, useMailServer } from '../support/mail/mail-server.js';
import { failed, hurry, postMails, settled, storedMails } from '../support/mail/post-mail.js';
import { Gatehouse } from '../support/gatehouse.js';
import { adminToken, logIn, newPerson } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('while the mail server is in trouble', () => {
  const server = useMailServer();
  const { database, service } = useGatehouse(() => server.settings);
  let count = 0;
  let to = '';

  beforeAll(() => newPerson(service.api));

  afterEach(async () => {
    server.handlers = {};
    await database.query('DELETE FROM mails');
  });

  const post = (): Promise<string[]> => postMails(database, [(to = `troubled-${++count}@example.test`)]);
  const metric = async (name: string): Promise<number> => {
    const { body } = await service.api.get<string>('/metrics', { token: await adminToken(service.api) });
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1] ?? 0);
  };

  it.each<[what: string, handlers: () => Handlers]>([
    ['is greylisting', () => ({ onRcptTo: (_to, _session, done) => done(refusal(450, '4.2.1 come back later')) })],
    ['takes no sender', () => ({ onMailFrom: (_from, _session, done) => done(refusal(550, '5.7.1 who are you?')) })],
    ['does not relay', () => ({ onRcptTo: (_to, _session, done) => done(refusal(550, '5.7.1 relaying denied')) })],
    ['takes no content', () => ({ onData: refuseContent(refusal(554, '5.6.0 this is spam')) })],
    ['is full', () => ({ onData: refuseContent(refusal(452, '4.3.1 no space left')) })],
    ['takes nobody', () => ({ onConnect: (_session, done) => done(refusal(554, 'no service')) })],
    ['drops the line at once', () => ({ onConnect: session => server.dropLine(session) })],
    ['drops the line before the content', () => ({ onRcptTo: (_to, session) => server.dropLine(session) })],
    ['drops the line within the content', () => ({ onData: (_stream, session) => server.dropLine(session) })],
  ])('which %s, a mail waits, and arrives once afterwards', async (_what, handlers) => {
    server.handlers = handlers();
    await post();
    await failed(database);
    expect((await storedMails(database))[0]).toMatchObject({ outcome: null, is_sealed: true });
    server.handlers = {};
    await hurry(database);
    await server.mailTo(to);
    expect(server.to(to)).toHaveLength(1);
    expect(await settled(database)).toMatchObject([{ outcome: 'sent', attempts: 2 }]);
  });

  it('which takes a mail and does not say so, the mail comes again, and can be told to be the same', async () => {
    let isFirst = true;
    server.handlers = {
      onData: (stream, session, done) => {
        void server.keep(stream, session).then(() => {
          if (isFirst) server.dropLine(session);
          else done();
          isFirst = false;
        });
      },
    };
    const [id] = await post();
    await failed(database);
    await hurry(database);
    await server.mailTo(to, 2);
    const [first, second] = server.to(to);
    expect(first?.messageId).toContain(id);
    expect(second?.raw).toBe(first?.raw);
  });

  it('which is not there at all, people log in, the service is ready, and mails come when it is back', async () => {
    await server.close();
    await post();
    await failed(database);
    const person = await newPerson(service.api);
    await logIn(service.api, person);
    expect((await service.api.get('/health/ready')).status).toBe(200);
    expect(await metric('gatehouse_mails_total{outcome="failed"}')).toBeGreaterThan(0);
    await server.listen();
    await hurry(database);
    await server.mailTo(to);
    expect(await metric('gatehouse_mails_total{outcome="sent"}')).toBeGreaterThan(0);
  });

  it('which says nothing at all, people log in, and a stop hands the mail on at once', async () => {
    server.handlers = { onRcptTo: () => undefined };
    const other = await Gatehouse.start(database, server.settings);
    await post();
    const before = server.attempts;
    await server.until(() => server.attempts > before);
    await logIn(service.api, await newPerson(service.api));
    expect(await other.stop()).toBe(0);
    expect(await service.stop()).toBe(0);
    const [row] = await database.query<{ is_due: boolean }>('SELECT due_at <= now() AS is_due FROM mails');
    expect(row).toEqual({ is_due: true });
    server.handlers = {};
    const next = await Gatehouse.start(database, server.settings);
    await server.mailTo(to);
    expect(await next.stop()).toBe(0);
    expect(server.to(to)).toHaveLength(1);
  });
});

/** Reads all of it first, as servers do. */
const refuseContent =
  (error: Error): NonNullable<Handlers['onData']> =>
  (stream, _session, done) => {
    stream.resume().on('end', () => done(error));
  };
