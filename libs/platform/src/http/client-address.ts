import type { IncomingMessage } from 'node:http';
import { normalAddress } from '../config/addresses.js';
import { Networks } from '../config/networks.js';

/** `[2001:db8::1]`, `[2001:db8::1]:443` and `198.51.100.7:443`, with or without quotes: as proxies write an address. */
const WRITTEN = /^"?(?:\[([^\]]+)\](?::\d{1,5})?|(\d+\.\d+\.\d+\.\d+):\d{1,5}|([^"]+))"?$/;
/** RFC 4291 §2.5.2: of a socket that is gone nobody knows the other end any more. */
const UNSPECIFIED = '::';

/**
 * Finds out who calls. `X-Forwarded-For` is read from its end, where the nearest proxy has written, and only as far as
 * trusted proxies have: each tells who called it. No other header counts.
 */
export class ClientAddress {
  private readonly trusted: Networks;

  /** @param trustProxy addresses and networks of proxies that are believed */
  constructor(trustProxy: readonly string[]) {
    this.trusted = new Networks(trustProxy);
  }

  /** @returns an address in its normal form; where a proxy names something else, the proxy's own */
  of({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string {
    let address = normalAddress(socket.remoteAddress ?? '') ?? UNSPECIFIED;
    for (const entry of entriesOf(headers['x-forwarded-for']).reverse()) {
      if (!this.trusted.has(address)) return address;
      const before = addressIn(entry);
      if (before === undefined) return address;
      address = before;
    }
    return address;
  }
}

const entriesOf = (header: string | string[] | undefined): string[] =>
  header === undefined ? [] : [header].flat().join(',').split(',');

function addressIn(entry: string): string | undefined {
  const [, bracketed, withPort, plain] = WRITTEN.exec(entry.trim()) ?? [];
  return normalAddress(bracketed ?? withPort ?? plain ?? '');
}
