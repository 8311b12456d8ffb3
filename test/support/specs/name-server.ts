import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** What a name server says of a name: its addresses, that there is no such name, or nothing at all. */
export type NameAnswer = readonly string[] | 'no such name' | 'silence';

const HEADER_BYTES = 12;
const IS_ANSWER = 0x81_80;
const NO_SUCH_NAME = 3;
const TYPES = { 1: 'A', 28: 'AAAA' } as const;

/** A name server on this machine (RFC 1035 §4). */
export class NameServer {
  /** Each question, as `A one.example`. */
  readonly asked: string[] = [];

  private constructor(
    private readonly socket: Socket,
    private readonly answerTo: (name: string, type: 'A' | 'AAAA') => NameAnswer,
  ) {
    socket.on('message', (question, { port, address }) => {
      const answer = this.answerOf(question);
      if (answer !== undefined) socket.send(answer, port, address);
    });
  }

  static async start(
    answerTo: (name: string, type: 'A' | 'AAAA') => NameAnswer,
    at: { readonly address: string; readonly port: number } = { address: '127.0.0.1', port: 0 },
  ): Promise<NameServer> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(at.port, at.address, resolve);
    });
    return new NameServer(socket, answerTo);
  }

  get address(): string {
    const { address, port } = this.socket.address();
    return `${address}:${port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>(resolve => void this.socket.close(resolve));
  }

  private answerOf(message: Buffer): Buffer | undefined {
    const labels: string[] = [];
    let at = HEADER_BYTES;
    for (let length = message[at]!; length > 0; length = message[at]!) {
      labels.push(message.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const name = labels.join('.').toLowerCase();
    const type = TYPES[message.readUInt16BE(at + 1) as keyof typeof TYPES];
    this.asked.push(`${type} ${name}`);
    const said = this.answerTo(name, type);
    if (said === 'silence') return undefined;
    const addresses = said === 'no such name' ? [] : said.filter(one => isIPv6(one) === (type === 'AAAA'));
    const head = Buffer.alloc(HEADER_BYTES);
    message.copy(head, 0, 0, 2);
    head.writeUInt16BE(IS_ANSWER + (said === 'no such name' ? NO_SUCH_NAME : 0), 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(addresses.length, 6);
    return Buffer.concat([head, message.subarray(HEADER_BYTES, at + 5), ...addresses.map(one => record(one))]);
  }
}

/** Of the name in the question, for a minute. */
function record(address: string): Buffer {
  const bytes = isIPv6(address) ? bytesOfIPv6(address) : Buffer.from(address.split('.').map(Number));
  const head = Buffer.from([0xc0, HEADER_BYTES, 0, isIPv6(address) ? 28 : 1, 0, 1, 0, 0, 0, 60, 0, bytes.length]);
  return Buffer.concat([head, bytes]);
}

function bytesOfIPv6(address: string): Buffer {
  const [before = [], after = []] = address.split('::').map(half => half.split(':').filter(group => group !== ''));
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return Buffer.from(groups.map(group => group.padStart(4, '0')).join(''), 'hex');
}
