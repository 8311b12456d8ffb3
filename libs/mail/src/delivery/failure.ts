import type { NodemailerError } from 'nodemailer';

/** An answer of a server (RFC 5321 §4.2.1): its code, and the status of RFC 3463 where there is one. */
const ANSWER = /^(?<code>\d{3})(?:[ -](?<status>\d\.\d{1,3}\.\d{1,3}))?\b/;
/** RFC 3463 §3.2, §3.3 and RFC 7505: the recipient's address or mailbox is bad. 5.1.7 and 5.1.8 are about the sender. */
const BAD_RECIPIENT = /^5\.(?:1\.(?:[0-6]|10)|2\.\d+)$/;
/** The same by servers that give no status: no such mailbox, gone elsewhere, a name that is not allowed. */
const NO_SUCH_MAILBOX = ['550', '551', '553'];

/**
 * Whether the server has refused this recipient for good. Everything else may pass: a full queue, a password that is about to be
 * set right, a server that takes us for somebody else.
 */
export function isRecipientRefused(error: unknown): boolean {
  const { command, response = '' } = error as NodemailerError;
  const { code = '', status } = ANSWER.exec(response)?.groups ?? {};
  if (command !== 'RCPT TO' || !code.startsWith('5')) return false;
  return status === undefined ? NO_SUCH_MAILBOX.includes(code) : BAD_RECIPIENT.test(status);
}

/** What went wrong, without the server's own words: they repeat addresses, which do not belong into logs. */
export function inShort(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code, originalCode, command, response = '' } = error as NodemailerError;
  if (code === undefined) return error.message;
  const [answer] = ANSWER.exec(response) ?? [];
  return [code, originalCode, command, answer].filter(part => part !== undefined).join(' ');
}
