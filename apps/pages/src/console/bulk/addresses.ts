import type { Named } from './selection.js';

/** Also out of "Ada <ada@example.org>"; what has no address in it is looked for as it stands, and not found. */
export function addressesIn(text: string): Named[] {
  const entries = text
    .split(/[\n,;]+/)
    .map(entry => (/[^\s<>"]+@[^\s<>"]+/.exec(entry)?.[0] ?? entry.trim()).toLowerCase());
  return [...new Set(entries)].filter(entry => entry !== '').map(name => ({ id: name, name }));
}
