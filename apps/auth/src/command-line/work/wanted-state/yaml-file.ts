import { createReadStream } from 'node:fs';
import { text as textIn } from 'node:stream/consumers';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { FieldError } from '#libs/contracts';
import { DomainError } from '#libs/platform';

/** Some thousand roles and clients; beyond that, it is something else. */
const MOST_CHARACTERS = 4_000_000;
/** An alias stands for as much as it names, and several for each other: a few lines could come to any size. */
const MOST_ALIASES = 1000;
/** What is wrong further down often only follows. */
const MOST_FAULTS = 20;

/** What is wrong with a part of a file. */
export interface ErrorInFile extends FieldError {
  readonly file: string;
  readonly line: number;
}

/** A file in YAML 1.2, of which JSON is a part, and where in it what is said. */
export class YamlFile {
  private constructor(
    private readonly name: string,
    readonly value: unknown,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  /** @param file `-`: what is sent to the command @throws DomainError `validation_failed` */
  static async read(file: string): Promise<YamlFile> {
    const text = await textIn(file === '-' ? process.stdin : createReadStream(file));
    return YamlFile.parse(file === '-' ? 'stdin' : file, text);
  }

  /** @param name what errors call it */
  static parse(name: string, text: string): YamlFile {
    if (text.length > MOST_CHARACTERS) throw refusal([fault(name, 1, 'too_large', 'the file is larger than 4 MB')]);
    const lines = new LineCounter();
    try {
      const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
      const faults = [...document.errors, ...document.warnings]
        .slice(0, MOST_FAULTS)
        .map(({ pos, code, message }) => fault(name, lines.linePos(pos[0]).line, code.toLowerCase(), message));
      if (faults.length > 0) throw refusal(faults);
      return new YamlFile(name, document.toJS({ maxAliasCount: MOST_ALIASES }), document, lines);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      // Aliases beyond all bounds or that lead nowhere, and what is nested too deep.
      throw refusal([fault(name, 1, 'unreadable', error instanceof Error ? error.message : String(error))]);
    }
  }

  /** The same errors, with the lines of the fields that they name. */
  placed(errors: readonly FieldError[]): ErrorInFile[] {
    return errors.map(error => ({ ...error, file: this.name, line: this.lineOf(error.field) }));
  }

  /** Of what is not there, the line of what it should be in. */
  private lineOf(field: string): number {
    const path = field.match(/[^.[\]]+/g) ?? [];
    for (let length = path.length; length > 0; length--) {
      const steps = path.slice(0, length).map(step => (/^\d+$/.test(step) ? Number(step) : step));
      const node = this.document.getIn(steps, true);
      if (isNode(node) && node.range) return this.lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}

const fault = (file: string, line: number, code: string, message: string): ErrorInFile => ({
  ...{ field: '', code, message },
  ...{ file, line },
});

const refusal = (errors: readonly ErrorInFile[]): DomainError =>
  new DomainError('validation_failed', { detail: 'The file cannot be read.', errors });
