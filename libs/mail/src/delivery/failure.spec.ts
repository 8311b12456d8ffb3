import { describe, expect, it } from '@jest/globals';
import { inShort, isRecipientRefused } from './failure.js';

const answered = (command: string, response: string): Error =>
  Object.assign(new Error(`Can't send mail: ${response}`), { code: 'EENVELOPE', command, response });

describe('a refusal', () => {
  it.each([
    '550 5.1.1 <ann@example.test>: Recipient address rejected: User unknown',
    '550-5.1.1 The email account that you tried to reach does not exist.',
    '556 5.1.10 <ann@example.test>: the domain takes no mail',
    '552 5.2.2 mailbox full',
    '550 5.2.1 disabled',
    '550 no such user',
    '551 User not local',
    '553 mailbox name not allowed',
  ])('of a recipient is final: %s', response => {
    expect(isRecipientRefused(answered('RCPT TO', response))).toBe(true);
  });

  it.each([
    ['RCPT TO', '450 4.2.1 greylisted, come back'],
    ['RCPT TO', '451 4.7.1 try again'],
    ['RCPT TO', '452 4.2.2 mailbox full'],
    ['RCPT TO', '550 5.7.1 relaying denied'],
    ['RCPT TO', '554 5.7.1 blocked: your address is on a list'],
    ['RCPT TO', '550 5.1.8 sender address rejected'],
    ['RCPT TO', '530 5.7.0 authentication required'],
    ['RCPT TO', '554 transaction failed'],
    ['MAIL FROM', '550 5.1.1 no such user'],
    ['DATA', '550 5.1.1 no such user'],
    ['AUTH PLAIN', '535 5.7.8 bad credentials'],
  ])('of anything else may pass: %s, %s', (command, response) => {
    expect(isRecipientRefused(answered(command, response))).toBe(false);
  });

  it.each([new Error('x'), Object.assign(new Error('x'), { code: 'ESOCKET' }), 'x'])('is not %s', error => {
    expect(isRecipientRefused(error)).toBe(false);
  });

  it('is told without what the server says: that has addresses in it', () => {
    const refused = answered('RCPT TO', '550 5.1.1 <ann@example.test>: unknown');
    expect(inShort(refused)).toBe('EENVELOPE RCPT TO 550 5.1.1');
    const unreachable = Object.assign(new Error('connect'), { code: 'ESOCKET', originalCode: 'ECONNREFUSED' });
    expect(inShort(unreachable)).toBe('ESOCKET ECONNREFUSED');
    expect(inShort(new Error('there is no link'))).toBe('there is no link');
    expect(inShort('a text')).toBe('unknown');
  });
});
