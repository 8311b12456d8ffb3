import { describe, expect, it } from '@jest/globals';
import { LetterTemplate } from './letter-template.js';
import { Template } from './template.js';

const KNOWN = ['link', 'name'];
const text = (template: string): Template => new Template(template, KNOWN, false);
const html = (template: string): Template => new Template(template, KNOWN, true);

describe('a template', () => {
  it('has values wherever they are named, as often as they are', () => {
    expect(text('{{name}}: {{link}}, {{name}}').fill({ name: 'A', link: 'B' })).toBe('A: B, A');
  });

  it.each(['{{nme}}', '{{constructor}}', '{{__proto__}}'])('does not know %s, and says what it knows', template => {
    expect(() => text(`Hello ${template}`)).toThrow(`does not know ${template}: it can have {{link}}, {{name}}`);
  });

  it.each(['{{ name }}', '{{Name}}', '{{{name}}}', '{{name', '{{#if name}}', '{{}}'])(
    'says of %s that it is no placeholder, rather than to send it',
    template => {
      expect(() => text(`Hello ${template}`)).toThrow('a {{ that begins no placeholder');
    },
  );

  it.each(['{{link}}', '$&', '$1', '{{', '${name}', '<%= link %>'])('takes the value %s for what it is', value => {
    expect(text('to {{name}}.').fill({ name: value, link: 'secret' })).toBe(`to ${value}.`);
  });

  it('may have a style sheet', () => {
    const style = '<style>@media print{p{color:#000}}</style>';
    expect(html(`${style}{{name}}`).fill({ name: 'A' })).toBe(`${style}A`);
  });

  it('does without no value', () => {
    expect(() => text('{{name}}').fill({ link: 'B' })).toThrow('there is no name');
  });

  it.each([
    'a\r\nBcc: b@example.test',
    'a\nBcc: b@example.test',
    'a\rBcc: b@example.test',
    'a\u2028Bcc: b@example.test',
    'a\u0085Bcc: b@example.test',
    'a\0Bcc: b@example.test',
    'a\u202eBcc: b@example.test',
  ])('lets no value end a line, or turn it around: %j', value => {
    expect(text('{{name}}').fill({ name: value })).toBe('a Bcc: b@example.test');
    expect(html('{{name}}').fill({ name: value })).toBe('a Bcc: b@example.test');
  });

  it('escapes values for HTML, within attributes as well', () => {
    const value = `"><img src=x onerror='alert(1)'>&amp;`;
    const escaped = '&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;';
    expect(html('<a href="{{link}}">{{link}}</a>').fill({ link: value })).toBe(`<a href="${escaped}">${escaped}</a>`);
    expect(text('{{link}}').fill({ link: value })).toBe(value);
  });
});

describe('the templates of a letter', () => {
  const letter = (source: string): LetterTemplate =>
    new LetterTemplate('login_code', { text: source, html: '{{name}}' }, KNOWN);

  it('begin with the subject', () => {
    const filled = letter('Subject: For {{name}}\n\nHello {{name}}\n').fill({ name: '<A>' });
    expect(filled).toEqual({ subject: 'For <A>', text: 'Hello <A>\n', html: '&lt;A&gt;' });
  });

  it('may have been written on Windows', () => {
    expect(letter('Subject: S\r\n\r\nA\r\nB\r\n').fill({ name: '' })).toMatchObject({ subject: 'S', text: 'A\nB\n' });
  });

  it('leave no hole where a value is empty', () => {
    expect(letter('Subject: S\n\nA\n\n{{name}}\n\nB\n').fill({ name: '' })).toMatchObject({ text: 'A\n\nB\n' });
  });

  it.each(['', 'Hello', 'Subject:\n\nHello', 'Subject: S\nHello', 'subject: S\n\nHello', 'Subject: S\n\n \n'])(
    'are refused as %j, which has no subject or no text',
    source => {
      expect(() => letter(source)).toThrow('login_code.txt must begin with a line "Subject: …"');
    },
  );

  it('say which of them is wrong', () => {
    expect(() => letter('Subject: {{x}}\n\nHello')).toThrow('login_code.txt does not know {{x}}');
    const wrong = { text: 'Subject: S\n\nHello', html: '{{y}}' };
    expect(() => new LetterTemplate('login_code', wrong, KNOWN)).toThrow('login_code.html does not know {{y}}');
  });
});
