import { Agent, request as send } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const ANSWER_WITHIN_MS = 10_000;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * One request on a kept-alive connection.
 * @throws Error for a status from 400 on, unless it is among `expected`
 */
export function request(
  origin: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  { json, token, expected = [] }: { json?: object; token?: string; expected?: readonly number[] } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  if (hostname !== '127.0.0.1') throw new Error(`Only this machine is put under load, not ${hostname}.`);
  const body = json === undefined ? undefined : JSON.stringify(json);
  const headers = {
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, agent, timeout: ANSWER_WITHIN_MS, method, path, headers };
    const sent = send(options, response => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => {
        const status = response.statusCode ?? 0;
        if (status < 400 || expected.includes(status)) resolve({ status, text });
        else reject(new Error(`${method} ${path} answered ${status}: ${text.slice(0, 300)}`));
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${ANSWER_WITHIN_MS} ms`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

export function closeConnections(): void {
  agent.destroy();
}
