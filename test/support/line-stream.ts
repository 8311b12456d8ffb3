import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Gatehouse } from './gatehouse.js';
import { LINES_TYPE } from './imports.js';

/** An import over a connection of its own, whose sender decides when it goes on, or does not. */
export class LineStream {
  /** What was answered so far. */
  answer = '';

  private constructor(private readonly socket: Socket) {
    socket.on('data', data => (this.answer += data.toString())).on('error', () => undefined);
  }

  static async begin(service: Gatehouse, token: string): Promise<LineStream> {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(
      `POST /v1/users/import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n` +
        `Content-Type: ${LINES_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    return new LineStream(socket);
  }

  send(text: string): void {
    if (this.socket.writable) this.socket.write(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
  }

  /** Nothing more comes of it, as where a network is gone. */
  breakOff(): void {
    this.socket.destroy();
  }

  /** Waits until the service has closed the connection. @returns the status of its answer; undefined if there was none */
  async ended(): Promise<number | undefined> {
    // Not `once`, which takes an error for the end: whoever is still sending is told of the close by one, after the answer.
    if (!this.socket.closed) await new Promise(resolve => this.socket.once('close', resolve));
    const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(this.answer) ?? [];
    return status === undefined ? undefined : Number(status);
  }
}
