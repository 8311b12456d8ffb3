import type { EnvironmentReader } from '../environment-reader.js';
import type { Mailbox, MailSettings } from './mail-settings.js';
import { readSmtpServer } from './read-smtp-server.js';

const FROM = 'GATEHOUSE_MAIL_FROM';
/** Nothing that would need quotes, or could end a header field. */
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i;
const MAILBOX = /^(?:(?<name>[^<>"]*?)\s*<(?<inBrackets>[^<>]+)>|(?<bare>[^<>\s]+))$/;
const MAX_NAME_LENGTH = 64;

/** @param issuer by whose host mails of development are said to be sent */
export function readMail(reader: EnvironmentReader, issuer: string): MailSettings {
  const smtp = readSmtpServer(reader);
  const isServerSet = reader.text('GATEHOUSE_SMTP_URL') !== undefined;
  if (isServerSet && reader.text(FROM) === undefined)
    reader.problems.push(`${FROM} is needed with GATEHOUSE_SMTP_URL: whom mails are from`);
  const from = readFrom(reader) ?? { name: undefined, address: `gatehouse@${new URL(issuer).hostname}` };
  const isWanted = reader.choice('GATEHOUSE_MAIL', ['on', 'off'], 'on') === 'on';
  return { isWanted, smtp, from, templates: reader.text('GATEHOUSE_MAIL_TEMPLATES') };
}

function readFrom(reader: EnvironmentReader): Mailbox | undefined {
  const text = reader.text(FROM);
  if (text === undefined) return undefined;
  const { name, inBrackets, bare } = MAILBOX.exec(text)?.groups ?? {};
  const address = inBrackets ?? bare ?? '';
  if (!isAddress(address) || !isPlainText(name ?? ''))
    reader.problems.push(
      `${FROM} must be an address such as no-reply@example.com, or Some Name <no-reply@example.com>`,
    );
  return { name: name === '' ? undefined : name, address };
}

/** What the service is called where people read of it, mails first of all. */
export function readProductName(reader: EnvironmentReader): string {
  const name = reader.text('GATEHOUSE_PRODUCT_NAME') ?? 'Gatehouse';
  if (!isPlainText(name))
    reader.problems.push(`GATEHOUSE_PRODUCT_NAME must be at most ${MAX_NAME_LENGTH} characters on one line`);
  return name;
}

/** Whom people write to who need help. */
export function readSupportAddress(reader: EnvironmentReader): string | undefined {
  const address = reader.text('GATEHOUSE_SUPPORT_ADDRESS');
  if (address !== undefined && !isAddress(address))
    reader.problems.push('GATEHOUSE_SUPPORT_ADDRESS must be an e-mail address');
  return address;
}

const isAddress = (text: string): boolean => text.length <= 254 && ADDRESS.test(text);

const isPlainText = (text: string): boolean => text.length <= MAX_NAME_LENGTH && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
