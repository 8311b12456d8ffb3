/** How far an id's time may be from that of what it names: instances have clocks of their own. */
export const CLOCKS_DIFFER_MS = 60 * 60_000;

/** The least UUIDv7 (RFC 9562 §5.7) that can have been made then, in milliseconds since the epoch. */
export function lowestIdAt(time: number): string {
  const hex = Math.min(Math.max(Math.floor(time), 0), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** When a UUIDv7 was made, in milliseconds since the epoch. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
