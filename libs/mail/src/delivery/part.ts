import type { SendMailOptions } from 'nodemailer';

type Part = NonNullable<SendMailOptions['alternatives']>[number];

/** RFC 5322 §2.1.1, without the end of the line. */
const LONGEST_LINE = 998;
const BEYOND_ASCII = /[^\0-\x7f]/;
const EACH_BEYOND_ASCII = /[^\0-\x7f]/gu;

/**
 * A text as a part of a mail, with its lines as they are: quoted-printable would break every link at the 76th character, and whoever
 * looks into the file, or greps in it, would find none that works. Only where a line is longer than mails may have it, it has to be broken.
 */
export function partOf(contentType: 'text/plain' | 'text/html', text: string): Part {
  const lines = text.replace(/\r\n?|\n/g, '\r\n');
  const type = `${contentType}; charset=utf-8`;
  if (lines.split('\r\n').some(line => Buffer.byteLength(line) > LONGEST_LINE)) {
    return { contentType: type, contentTransferEncoding: 'quoted-printable', content: text };
  }
  const encoding = BEYOND_ASCII.test(text) ? '8bit' : '7bit';
  return { raw: `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${lines}` };
}

/** HTML in ASCII, which gets through everywhere as it is. */
export const withoutOthers = (html: string): string =>
  html.replace(EACH_BEYOND_ASCII, character => `&#${character.codePointAt(0)};`);
