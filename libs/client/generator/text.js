/** A text as a comment of documentation, or nothing. */
export function comment(...paragraphs) {
  const text = paragraphs
    .filter(paragraph => paragraph)
    .join('\n\n')
    .replaceAll('*/', '*\\/')
    .trim();
  if (text === '') return '';
  const lines = text.split('\n').flatMap(wrap);
  if (lines.length === 1) return `/** ${lines[0]} */\n`;
  return `/**\n${lines.map(line => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

function wrap(line) {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    if (last !== '' && last.length + word.length > 110) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
