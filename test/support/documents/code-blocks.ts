import { readFile } from 'node:fs/promises';

/** A block of code of a document. */
export interface CodeBlock {
  readonly file: string;
  /** Where its first line of code stands. */
  readonly line: number;
  /** What it says it is: `sh`, `ts`; empty if it says nothing. */
  readonly language: string;
  /** The heading that it stands below. */
  readonly under: string;
  readonly text: string;
}

const FENCE = /^ *```(\S*)/;

/** The blocks of code of a document, in their order. */
export async function codeBlocks(file: string): Promise<CodeBlock[]> {
  const blocks: CodeBlock[] = [];
  let under = '';
  let open: { line: number; language: string; text: string } | undefined;
  for (const [index, line] of (await readFile(file, 'utf8')).split('\n').entries()) {
    const [, language] = FENCE.exec(line) ?? [];
    if (language === undefined) {
      if (open !== undefined) open.text += `${line}\n`;
      else under = /^#+ (.+)$/.exec(line)?.[1] ?? under;
    } else if (open === undefined) open = { line: index + 2, language, text: '' };
    else {
      blocks.push({ file, under, ...open });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`${file}: the block of line ${open.line} has no end`);
  return blocks;
}
