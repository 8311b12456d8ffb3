import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import type { Answer, CallOptions } from '../support/api.js';
import { cleanUp } from '../support/clean-up.js';
import {
  askForCode,
  CODE_ROUTE,
  CODES_ON,
  codeTicket,
  newReader,
  showCode,
  ticketAndCode,
  verified,
} from '../support/login-codes.js';
import { Mailbox } from '../support/mailbox.js';
import { newLogin } from '../support/people.js';
import { range, tally } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('guessing at e-mailed codes', () => {
  const { database, service } = useGatehouse({
    ...CODES_ON,
    ...{ GATEHOUSE_THROTTLE: 'on', GATEHOUSE_RATE_LIMIT: '100000', GATEHOUSE_TRUST_PROXY: 'loopback' },
  });
  const mailbox = new Mailbox(database);
  /** Failures that nobody has to wait after, and one more before the first wait. */
  const LET_PASS = 11;
  let places = 0;

  /** From another address each time, since those are limited as well. */
  const elsewhere = (): CallOptions => ({ headers: { 'x-forwarded-for': `198.51.${++places >> 8}.${places % 256}` } });

  const deviceOfSomebodyElse = async (): Promise<unknown> =>
    ((await newLogin(service.api)).tokens as unknown as Record<string, unknown>)['device_token'];

  it.each([true, false])('is refused after some failures, however many requests there are (known: %s)', async known => {
    const email = known ? (await newReader(service.api, database)).email : newEmail();
    const tickets = await Promise.all(range(20).map(() => codeTicket(service.api, email, elsewhere())));
    const answers: Answer[] = [];
    for (const code_ticket of tickets)
      answers.push(await showCode(service.api, { code_ticket, code: '00000000' }, elsewhere()));
    expect(tally(answers.map(({ status }) => status))).toEqual({ 403: LET_PASS, 429: 20 - LET_PASS });
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('keeps nobody from their password, nor from a code on a device that is known to the account', async () => {
    const { person, tokens } = await newLogin(service.api);
    await verified(database, person);
    const device_token = (tokens as unknown as Record<string, unknown>)['device_token'];
    const shown = await ticketAndCode(service.api, mailbox, person.email);
    for (const _ of range(LET_PASS)) {
      const code_ticket = await codeTicket(service.api, person.email, elsewhere());
      await showCode(service.api, { code_ticket, code: '00000000' }, elsewhere());
    }
    expect((await showCode(service.api, shown, elsewhere())).status).toBe(429);
    expect((await service.api.post('/v1/auth/login', person, elsewhere())).status).not.toBe(429);
    expect((await showCode(service.api, { ...shown, device_token }, elsewhere())).status).toBe(200);
  });

  it('fills no mailbox: five an hour, and the answer stays the same', async () => {
    const person = await newReader(service.api, database);
    const answers = await Promise.all(range(20).map(() => askForCode(service.api, person.email, elsewhere())));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(await mailbox.kinds(person.email)).toEqual(range(5).map(() => 'login_code'));
  });

  it('keeps no mail from a device that is known to the account, however often strangers have asked', async () => {
    const { person, tokens } = await newLogin(service.api);
    await verified(database, person);
    const device_token = (tokens as unknown as Record<string, unknown>)['device_token'];
    for (const _ of range(8)) await askForCode(service.api, person.email, elsewhere());
    expect(await mailbox.kinds(person.email)).toHaveLength(5);
    const own = { email: person.email, device_token };
    const { body } = await service.api.post(CODE_ROUTE, own, elsewhere());
    const code = (await mailbox.all(person.email)).at(-1)?.values['code'];
    const shown = { code, code_ticket: body['code_ticket'], device_token };
    expect((await showCode(service.api, shown, elsewhere())).status).toBe(200);
    // Nor is that a way to fill it: five an hour to all known devices together, and none to one of another account.
    const foreign = { ...own, device_token: await deviceOfSomebodyElse() };
    await service.api.post(CODE_ROUTE, foreign, elsewhere());
    for (const _ of range(8)) await service.api.post(CODE_ROUTE, own, elsewhere());
    expect(await mailbox.kinds(person.email)).toHaveLength(10);
  });

  it('uses no mail up for requests that were over before theirs was made', async () => {
    const person = await newReader(service.api, database);
    // As presses of a button in one browser leave them behind: each has taken the one before away.
    for (const _ of range(5)) {
      await database.query(
        `INSERT INTO mail_requests (id, kind, email, created_at) VALUES ($1, 'login_code', $2, now() - interval '1 minute')`,
        [randomUUID(), person.email],
      );
    }
    await cleanUp(database, CODES_ON);
    expect(await mailbox.kinds(person.email)).toEqual([]);
    for (const _ of range(5)) await codeTicket(service.api, person.email, elsewhere());
    expect(await mailbox.kinds(person.email)).toEqual(range(5).map(() => 'login_code'));
  });

  it('is a signal, and not an event for each', async () => {
    const person = await newReader(service.api, database);
    const code_ticket = await codeTicket(service.api, person.email, elsewhere());
    const from = elsewhere();
    for (const _ of range(5)) await showCode(service.api, { code_ticket, code: '00000000' }, from);
    const events = await database.query('SELECT kind FROM audit_events WHERE target_id = $1', [person.id]);
    expect(events.map(({ kind }) => kind)).not.toContain('authn_login_fail');
  });
});
