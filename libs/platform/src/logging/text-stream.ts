import type { DestinationStream } from 'pino';

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
// eslint-disable-next-line no-control-regex -- control characters are what has to be found here
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/** Turns pino's JSON lines into `12:34:56 info  Context: message {fields}` for people. */
export function textStream(out: DestinationStream): DestinationStream {
  return { write: line => out.write(`${textOf(JSON.parse(line) as Record<string, unknown>)}\n`) };
}

function textOf(entry: Record<string, unknown>): string {
  const { time, level, context, msg, stack, ...fields } = entry;
  const head = `${String(time).slice(11, 19)} ${(LEVELS[Number(level)] ?? '').padEnd(5)} ${typeof context === 'string' ? context : 'Gatehouse'}`;
  const more = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : '';
  const trace = typeof stack === 'string' ? `\n${stack.split('\n').map(escapeControls).join('\n')}` : '';
  return `${escapeControls(`${head}: ${String(msg)}${more}`)}${trace}`;
}

function escapeControls(text: string): string {
  return text.replace(CONTROL, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
