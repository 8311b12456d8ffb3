import { Agent, request } from 'node:http';

/** What was answered, and how many milliseconds that took. */
export interface FloodAnswer {
  readonly status: number;
  readonly retryAfterSeconds: number;
  readonly took: number;
  readonly body: Record<string, unknown>;
}

const WRONG = 'not-the-password-at-all';

/**
 * Many who try wrong passwords without a pause, each from an address of its own and for an account of its own. The
 * service has to believe `X-Forwarded-For` from here.
 */
export class Flood {
  readonly statuses: Record<number, number> = {};
  private readonly agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  private attackers: readonly Promise<void>[] = [];
  private isOver = false;

  constructor(private readonly url: string) {}

  begin(attackers: number): void {
    this.attackers = Array.from({ length: attackers }, (_, number) => this.attack(number));
  }

  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.attackers);
    this.agent.destroy();
  }

  /** Sends a request over a connection of its own, or one that is free. */
  send(method: string, path: string, from: string, body?: object): Promise<FloodAnswer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = { 'x-forwarded-for': from, ...(text !== undefined && { 'content-type': 'application/json' }) };
    const begun = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(this.url + path, { method, agent: this.agent, headers }, answer => {
        let received = '';
        answer.setEncoding('utf8').on('data', (part: string) => (received += part));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            retryAfterSeconds: Number(answer.headers['retry-after'] ?? 0),
            took: performance.now() - begun,
            body: JSON.parse(received) as Record<string, unknown>,
          }),
        );
      });
      sent.on('error', reject).end(text);
    });
  }

  /** @param device_token of a login before, from a device that is known by now */
  logIn(email: string, password: string, from: string, device_token?: string): Promise<FloodAnswer> {
    return this.send('POST', '/v1/auth/login', from, { email, password, device_token });
  }

  /** Logs in as a client that comes back when it is told to. @returns milliseconds until it was in */
  async insist(...login: Parameters<Flood['logIn']>): Promise<number> {
    const begun = performance.now();
    for (;;) {
      const { status, retryAfterSeconds } = await this.logIn(...login);
      if (status === 200) return performance.now() - begun;
      if (status !== 503) throw new Error(`the login answered ${status}`);
      await new Promise(resolve => setTimeout(resolve, retryAfterSeconds * 1000));
    }
  }

  private async attack(number: number): Promise<void> {
    const from = `10.0.${number >> 8}.${number & 255}`;
    while (!this.isOver) {
      const { status } = await this.logIn(`stranger${number}@example.test`, WRONG, from);
      this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    }
  }
}
