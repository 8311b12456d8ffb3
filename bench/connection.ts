import { Agent, request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { Target } from './target.js';

const ANSWER_WITHIN_MS = 10_000;

export interface Message {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: object;
  /** A form that is encoded already. */
  readonly form?: string;
  /** Sent as a bearer token. */
  readonly token?: string;
  /** The `Authorization` header as it is. */
  readonly authorization?: string;
  /** Sent besides. */
  readonly headers?: OutgoingHttpHeaders;
  /** What the answer has to be; 200 where nothing is said. */
  readonly status?: number;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Names and values in turn, as they came. */
  readonly headers: readonly string[];
}

/** One kept-alive connection to a target: requests follow one another on the same socket. */
export class Connection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private readonly port: string;

  constructor(private readonly target: Target) {
    const { hostname, port } = new URL(target.url);
    if (hostname !== '127.0.0.1') throw new Error(`Only this machine is put under load, not ${hostname}.`);
    this.port = port;
  }

  /**
   * Sends a request and reads the whole answer.
   * @throws Error for any status but the one that is expected, since a refusal is quick and would pass for speed
   */
  async send(message: Message): Promise<Answer> {
    const answer = await this.exchange(message);
    const { status, text } = answer;
    if (status === (message.status ?? 200)) return answer;
    throw new Error(
      `The ${this.target.name} answered ${status} to ${message.method} ${message.path}: ${text.slice(0, 300)}`,
    );
  }

  close(): void {
    this.agent.destroy();
  }

  private exchange(message: Message): Promise<Answer> {
    const { method, path, body } = message;
    const content = message.form ?? (body === undefined ? undefined : JSON.stringify(body));
    const headers = headersOf(message, content);
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.port, agent: this.agent, timeout: ANSWER_WITHIN_MS };
      const sent = request({ ...options, method, path, headers }, response => {
        const { statusCode: status = 0, rawHeaders } = response;
        textOf(response).then(text => resolve({ status, text, headers: rawHeaders }), reject);
      });
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${ANSWER_WITHIN_MS} ms`)));
      sent.on('error', error => reject(new Error(`The ${this.target.name} did not answer: ${error.message}`)));
      sent.end(content);
    });
  }
}

function headersOf(
  { token, authorization, form, headers: others }: Message,
  content: string | undefined,
): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { 'User-Agent': 'gatehouse-bench', ...others };
  if (token !== undefined) headers['Authorization'] = `Bearer ${token}`;
  if (authorization !== undefined) headers['Authorization'] = authorization;
  if (content === undefined) return headers;
  headers['Content-Type'] = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
  headers['Content-Length'] = Buffer.byteLength(content);
  return headers;
}

function textOf(response: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => (text += chunk));
    response.on('end', () => resolve(text));
    response.on('error', reject);
  });
}
