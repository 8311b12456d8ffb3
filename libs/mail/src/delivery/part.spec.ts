import { describe, expect, it } from '@jest/globals';
import { partOf, withoutOthers } from './part.js';

describe('a part of a mail', () => {
  it('has its lines as they are, and says how they are written', () => {
    const link = `https://auth.example.test/${'x'.repeat(300)}`;
    expect(partOf('text/plain', `Hello\n\n${link}\n`)).toEqual({
      raw: `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHello\r\n\r\n${link}\r\n`,
    });
    expect(partOf('text/plain', 'Grüße').raw).toContain('\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße');
  });

  it('is broken only where a line is longer than mails may have it', () => {
    expect(partOf('text/html', 'x'.repeat(998)).raw).toContain('7bit');
    expect(partOf('text/html', `x\n${'x'.repeat(999)}`)).toEqual({
      contentType: 'text/html; charset=utf-8',
      contentTransferEncoding: 'quoted-printable',
      content: `x\n${'x'.repeat(999)}`,
    });
  });

  it('of HTML is ASCII, which means the same', () => {
    expect(withoutOthers('<p>Grüße 🦉</p>')).toBe('<p>Gr&#252;&#223;e &#129417;</p>');
  });
});
