import { Template, type Values } from './template.js';

/** What a mail says. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** `Subject: …`, an empty line, and the text. */
const TEXT = /^Subject: (?<subject>\S[^\n]*)\n\n(?<body>.*\S.*)$/s;

/** The two templates of one kind of mails. */
export class LetterTemplate {
  private readonly subject: Template;
  private readonly text: Template;
  private readonly html: Template;

  /**
   * @param sources each may be whatever somebody has written into a file
   * @param known what may be named in them
   * @throws Error that says of which file what is wrong
   */
  constructor(kind: string, sources: { readonly text: string; readonly html: string }, known: readonly string[]) {
    const { subject, body } = TEXT.exec(sources.text.replace(/\r\n/g, '\n'))?.groups ?? {};
    if (subject === undefined || body === undefined)
      throw new Error(`${kind}.txt must begin with a line "Subject: …", an empty line, and then have a text`);
    this.subject = named(`${kind}.txt`, () => new Template(subject, known, false));
    this.text = named(`${kind}.txt`, () => new Template(body, known, false));
    this.html = named(`${kind}.html`, () => new Template(sources.html.replace(/\r\n/g, '\n'), known, true));
  }

  /** @throws Error for a value that is lacking */
  fill(values: Values): Letter {
    return {
      subject: this.subject.fill(values).trim(),
      // Where a value is empty its line is: several in a row would look like a hole.
      text:
        this.text
          .fill(values)
          .replace(/\n{3,}/g, '\n\n')
          .trim() + '\n',
      html: this.html.fill(values),
    };
  }
}

function named<T>(file: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new Error(`${file} ${(error as Error).message}`, { cause: error });
  }
}
