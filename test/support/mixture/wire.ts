import { randomInt } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface WireRequest {
  readonly method?: string;
  readonly path: string;
  /** A form where it is a text, JSON where it is an object. */
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
  readonly token?: string | undefined;
  readonly from?: string;
}

/** From where people come, and from where those who guess. */
const PEOPLE = '10.77';
const GUESSERS = '10.66';
const ADDRESSES = 512;

const oneOf = (network: string): string => {
  const n = randomInt(ADDRESSES);
  return `${network}.${n >> 8}.${n & 255}`;
};
export const somebodysAddress = (): string => oneOf(PEOPLE);
export const guessersAddress = (): string => oneOf(GUESSERS);
/** Finds any of them. */
export const ADDRESS = /\b10\.(?:66|77)\.\d{1,3}\.\d{1,3}\b/;

/** Sends requests with as little work as possible, each from one of many addresses: the service has to believe who says so. */
export class Wire {
  private readonly agent: Agent;

  constructor(
    private readonly url: string,
    connections: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  send({
    method = 'GET',
    path,
    body,
    headers = {},
    token,
    from = somebodysAddress(),
  }: WireRequest): Promise<WireAnswer> {
    const text = typeof body === 'object' ? JSON.stringify(body) : body;
    const type = typeof body === 'object' ? 'application/json' : 'application/x-www-form-urlencoded';
    const all = {
      'x-forwarded-for': from,
      ...(text !== undefined && { 'content-type': type, 'content-length': Buffer.byteLength(text) }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      request(this.url + path, { method, agent: this.agent, headers: all }, answer => {
        let received = '';
        answer
          .setEncoding('utf8')
          .on('data', (part: string) => (received += part))
          .on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: received }));
      })
        .on('error', reject)
        .end(text);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
