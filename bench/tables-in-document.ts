const [BEGIN, END] = ['<!-- begin: written by `npm run bench -- --docs` -->', '<!-- end -->'];

/** The document with these parts between its two marks. @throws Error if they are not there */
export function withTables(document: string, parts: readonly string[]): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The document has no ${BEGIN} … ${END}.`);
  const text = parts.filter(part => part !== '').join('\n\n');
  return `${document.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${document.slice(end)}`;
}
