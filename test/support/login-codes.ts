/** What tests of e-mailed codes share: how one is asked for, read in the mail, and shown. */
import { createHmac, randomUUID } from 'node:crypto';
import type { Answer, Api, CallOptions } from './api.js';
import type { TestDatabase } from './database.js';
import { MAIL_ON, type Mailbox } from './mailbox.js';
import { newPerson, type Person } from './people.js';
import { keysFor } from './vaults.js';
import { until } from './workers.js';

export const CODE_ROUTE = '/v1/auth/login/code';
export const VERIFY_ROUTE = `${CODE_ROUTE}/verify`;

export const CODES_ON = { ...MAIL_ON, GATEHOUSE_EMAIL_CODE: 'on' };

/** Somebody whose address is verified: nobody else is sent codes. */
export async function newReader(api: Api, database: TestDatabase): Promise<Person> {
  return verified(database, await newPerson(api));
}

/** Somebody who is there, with the address verified from now on. */
export async function verified(database: TestDatabase, person: Person): Promise<Person> {
  await database.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [person.id]);
  return person;
}

export const askForCode = (api: Api, email: string, options?: CallOptions): Promise<Answer> =>
  api.post(CODE_ROUTE, { email }, options);

/** The ticket of a new request. */
export async function codeTicket(api: Api, email: string, options?: CallOptions): Promise<string> {
  const { status, body } = await askForCode(api, email, options);
  if (status !== 202) throw new Error(`asking for a code answered ${status}: ${JSON.stringify(body)}`);
  return String(body['code_ticket']);
}

/** What somebody needs to log in who has asked for a code and reads their mails. */
export async function ticketAndCode(
  api: Api,
  mailbox: Mailbox,
  email: string,
): Promise<{ readonly code_ticket: string; readonly code: string }> {
  const code_ticket = await codeTicket(api, email);
  return { code_ticket, code: await mailedCode(mailbox, email) };
}

/** The code in the next mail. */
export async function mailedCode(mailbox: Mailbox, email: string): Promise<string> {
  return (await mailbox.next(email, 'login_code')).values['code'] ?? 'none';
}

export const showCode = (api: Api, shown: object, options?: CallOptions): Promise<Answer> =>
  api.post(VERIFY_ROUTE, shown, options);

/** One that is as good as any, and not this one. */
export const otherThan = (code: string): string => code.replace(/^\d/, digit => String((Number(digit) + 1) % 10));

/** Puts a code in place of the one that was mailed last, for tests whose mails are gone. @returns it */
export async function knownCode(database: TestDatabase, userId: string): Promise<string> {
  const code = '40315728';
  const newest = (): Promise<{ id: string }[]> =>
    database.query('SELECT id FROM login_codes WHERE user_id = $1 ORDER BY id DESC LIMIT 1', [userId]);
  await until(async () => (await newest()).length > 0);
  const [{ id } = { id: randomUUID() }] = await newest();
  const { id: keyId, key } = keysFor('login codes').newest;
  const mac = createHmac('sha256', key).update(`${id} ${code}`).digest();
  await database.query('UPDATE login_codes SET code_hash = $2 WHERE id = $1', [id, Buffer.concat([keyId, mac])]);
  return code;
}
