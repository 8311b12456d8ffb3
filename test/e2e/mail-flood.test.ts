import { describe, expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { MAIL_ON, Mailbox } from '../support/mailbox.js';
import { newPerson } from '../support/people.js';
import { range, tally } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

/** Twice as many as wait in an instance. */
const ASKED = 1_000;
const AT_ONCE = 20;
/** A hundred a second are looked into, and far fewer where a machine has much else to do. */
const WORKED_OFF_WITHIN_MS = 120_000;

describe('a flood of mails that are asked for, from as many networks', () => {
  const { database, service } = useGatehouse({ ...MAIL_ON, GATEHOUSE_TRUST_PROXY: 'loopback' });
  const mailbox = new Mailbox(database);

  function forget(email: string, from: number): Promise<Answer> {
    const headers = { 'x-forwarded-for': `2001:db8:${(from >> 8).toString(16)}:${(from & 255).toString(16)}::1` };
    return service.api.post('/v1/auth/password/forgot', { email }, { headers });
  }

  it('is answered like any other, keeps nobody from theirs, and fills no log', async () => {
    const statuses: number[] = [];
    for (let asked = 0; asked < ASKED; asked += AT_ONCE) {
      const answers = await Promise.all(range(AT_ONCE).map(place => forget(newEmail(), asked + place)));
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(tally(statuses)).toEqual({ 202: ASKED });
    const person = await newPerson(service.api);
    expect((await forget(person.email, ASKED)).status).toBe(202);
    await mailbox.settled(WORKED_OFF_WITHIN_MS);
    await mailbox.next(person.email, 'password_reset');
    expect(service.process.output().split('were not made this time').length - 1).toBeLessThanOrEqual(1);
  });
});
