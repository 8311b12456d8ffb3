/** Tells whoever waits what goes on; the results alone go to the standard output. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
