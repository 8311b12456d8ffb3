import { type Pair, TcpRelay } from './tcp-relay.js';
/** Stands between the service and PostgreSQL, in order to cut, refuse or stall the connection for real. */
export class TcpProxy extends TcpRelay {
  private mode: 'pass' | 'refuse' | 'stall' = 'pass';

  /** Breaks all connections and refuses new ones. */
  cut(): void {
    this.mode = 'refuse';
    this.breakAll();
  }

  /** Connections stay open and new ones are accepted, but not a byte gets through. */
  stall(): void {
    this.mode = 'stall';
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  restore(): void {
    this.mode = 'pass';
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  override async close(): Promise<void> {
    this.cut();
    await super.close();
  }

  protected override refuses(): boolean {
    return this.mode === 'refuse';
  }

  protected override join([client, upstream]: Pair): void {
    client.on('data', chunk => upstream.write(chunk));
    upstream.on('data', chunk => client.write(chunk));
    if (this.mode === 'stall') for (const socket of [client, upstream]) socket.pause();
  }
}
