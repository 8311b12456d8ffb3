import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cleanUp } from '../support/clean-up.js';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { refusal, useMailServer } from '../support/mail/mail-server.js';
import { postMails, storedMails } from '../support/mail/post-mail.js';
import { adminToken, newPerson } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('a mail that nobody can be given', () => {
  const server = useMailServer();
  const { database, service } = useGatehouse(() => ({ ...server.settings, GATEHOUSE_CLEANUP_INTERVAL: '1d' }));

  const eventsOf = (id: string | undefined): Promise<Record<string, unknown>[]> =>
    database.query('SELECT kind, actor_id, details FROM audit_events WHERE target_id = $1', [id]);
  const mailOf = async (id: string | undefined): Promise<unknown> =>
    (await storedMails(database)).find(mail => mail.id === id);

  it('is given up at once where the server knows no such recipient, and says to nobody who that was', async () => {
    const { id: user_id } = await newPerson(service.api);
    const address = 'nobody@example.test';
    server.handlers = { onRcptTo: (_to, _session, done) => done(refusal(550, `5.1.1 <${address}> is unknown`)) };
    const [id] = await postMails(database, [address], { user_id });
    await service.process.printed(/a mail was given up/);
    server.handlers = {};
    expect(await mailOf(id)).toEqual({ id, outcome: 'given_up', attempts: 1, is_sealed: false });
    const details = { user_id, mail: 'password_reset', reason: 'recipient_refused', attempts: 1 };
    expect(await eventsOf(id)).toEqual([{ kind: 'mail_given_up', actor_id: null, details }]);
    expect(service.process.output()).not.toContain(address);
    const { body } = await service.api.get<string>('/metrics', { token: await adminToken(service.api) });
    expect(body).toMatch(/^gatehouse_mails_total\{outcome="given_up"\} 1$/m);
  });

  it('is given up when it is too late, once, also where nobody sends any more', async () => {
    await server.close();
    const [late, waiting] = await postMails(database, ['late@example.test', 'waiting@example.test']);
    await service.process.printed(/a mail was not sent/);
    await database.query(`UPDATE mails SET give_up_at = now(), due_at = now() WHERE id = $1`, [late]);
    const production = { NODE_ENV: 'production', GATEHOUSE_DRAIN_DELAY: '0s' };
    const outputs = await Promise.all([cleanUp(database, production), cleanUp(database, server.settings)]);
    expect(
      outputs
        .join('')
        .match(/\b[01] mails given up/g)
        ?.sort(),
    ).toEqual(['0 mails given up', '1 mails given up']);
    await server.listen();
    expect(await mailOf(late)).toMatchObject({ outcome: 'given_up', is_sealed: false });
    expect(await mailOf(waiting)).toMatchObject({ outcome: null, is_sealed: true });
    expect(await eventsOf(late)).toMatchObject([{ details: { user_id: null, reason: 'too_late' } }]);
    expect(await eventsOf(waiting)).toEqual([]);
    await database.query(`UPDATE mails SET due_at = now() WHERE outcome IS NULL`);
    await server.mailTo('waiting@example.test');
    expect(server.to('late@example.test')).toEqual([]);
  });

  it('goes with the account that it is about', async () => {
    await server.close();
    const { id: user_id, email } = await newPerson(service.api);
    const [id] = await postMails(database, [email], { user_id });
    const token = await adminToken(service.api);
    expect((await service.api.delete(`/v1/users/${user_id}`, { token })).status).toBe(204);
    expect(await mailOf(id)).toBeUndefined();
    await server.listen();
  });

  it('is forgotten after a month, as those that were sent', async () => {
    await database.query(`UPDATE mails SET created_at = now() - interval '29 days'`);
    expect(await cleanUp(database, server.settings)).toContain('0 old mails forgotten');
    const { length } = await storedMails(database);
    expect(length).toBeGreaterThan(1);
    await database.query(`UPDATE mails SET created_at = now() - interval '31 days'`);
    expect(await cleanUp(database, server.settings)).toContain(`${length} old mails forgotten`);
    expect(await storedMails(database)).toEqual([]);
  });

  it('is not even tried with templates that are wrong: the service does not start, and says why', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-templates-'));
    await writeFile(join(folder, 'invitation.txt'), 'Subject: Welcome\n\nDear {{first_name}}, {{link}}');
    const settings = { ...server.settings, GATEHOUSE_MAIL_TEMPLATES: folder };
    const { process } = await Gatehouse.launch(testEnvironment(database, settings));
    expect(await process.exited()).toBe(1);
    expect(process.output()).toContain(`${folder}: invitation.txt does not know {{first_name}}: it can have`);
    await rm(folder, { recursive: true });
  });
});
