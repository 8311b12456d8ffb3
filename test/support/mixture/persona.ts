import { newAddress, newPassword, type Secrets } from './secrets.js';
import { guessersAddress, type Wire, type WireAnswer, type WireRequest } from './wire.js';

interface Session {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly device_token: string;
}

/** A token is renewed before it is so old, and a session opened anew, in milliseconds. */
export interface Ages {
  readonly token: number;
  readonly session: number;
}

/** Somebody who uses the service, one request after the other, and has an opinion about each answer. */
export class Persona {
  readonly wrong: string[] = [];
  sent = 0;
  private email = newAddress();
  private password = newPassword();
  private device: string | undefined;
  private session: Session | undefined;
  private openedAt = 0;
  private renewedAt = 0;

  constructor(
    private readonly wire: Wire,
    private readonly secrets: Secrets,
    private readonly ages: Ages,
  ) {}

  /** @returns the answer, whose status has to be one of these */
  async ask(request: WireRequest, ...expected: number[]): Promise<WireAnswer> {
    this.sent++;
    const answer = await this.wire.send(request);
    if (!expected.includes(answer.status)) {
      this.wrong.push(`${request.method ?? 'GET'} ${request.path}: ${answer.status} ${answer.text.slice(0, 200)}`);
    }
    return answer;
  }

  /** Becomes somebody new. */
  async register(): Promise<void> {
    this.email = newAddress();
    this.password = newPassword();
    this.device = this.session = undefined;
    const body = { email: this.email, password: this.password };
    await this.ask({ method: 'POST', path: '/v1/auth/register', body }, 201);
    await this.logIn();
  }

  async logIn(): Promise<void> {
    const device_token = this.device;
    const body = { email: this.email, password: this.password, ...(device_token !== undefined && { device_token }) };
    const headers = this.session && { authorization: `Bearer ${this.session.access_token}` };
    const { text } = await this.ask({ method: 'POST', path: '/v1/auth/login', body, ...(headers && { headers }) }, 200);
    this.take(text);
    this.openedAt = this.renewedAt;
  }

  /** As pages do: what is given out is in cookies. */
  async logInByCookie(): Promise<void> {
    const body = { email: this.email, password: this.password, transport: 'cookie' };
    const headers = {
      origin: 'https://auth.example.test',
      ...(this.device && { cookie: `__Host-gatehouse_device=${this.device}` }),
    };
    const answer = await this.ask({ method: 'POST', path: '/v1/auth/login', body, headers }, 200);
    const cookies = (answer.headers['set-cookie'] ?? []).map(line => line.slice(0, line.indexOf(';')));
    this.secrets.add(...cookies);
    await this.ask({ path: '/v1/auth/me', headers: { cookie: cookies.join('; ') } }, 200);
  }

  async refresh(): Promise<void> {
    const refresh_token = this.session?.refresh_token;
    const body = { refresh_token };
    this.take((await this.ask({ method: 'POST', path: '/v1/auth/refresh', body }, 200)).text);
  }

  async logOut(): Promise<void> {
    const token = await this.token();
    await this.ask({ method: 'POST', path: '/v1/auth/logout', token }, 204);
    await this.ask({ path: '/v1/auth/me', token }, 401);
    this.session = undefined;
  }

  /** Tries a password that is not right, of somebody who is there or not. */
  async guess(): Promise<void> {
    const email = this.sent % 2 === 0 ? this.email : newAddress();
    const body = { email, password: newPassword() };
    await this.ask({ method: 'POST', path: '/v1/auth/login', body, from: guessersAddress() }, 401, 429);
  }

  /** An access token that is good. */
  async token(): Promise<string> {
    const now = performance.now();
    if (this.session === undefined || now - this.openedAt > this.ages.session) await this.logIn();
    else if (now - this.renewedAt > this.ages.token) await this.refresh();
    return this.session?.access_token ?? '';
  }

  /** An access token that nobody has seen yet. */
  async newToken(): Promise<string> {
    const before = this.session?.access_token;
    const token = await this.token();
    if (token !== before) return token;
    await this.refresh();
    return this.session?.access_token ?? '';
  }

  private take(text: string): void {
    this.renewedAt = performance.now();
    const tokens = JSON.parse(text) as Partial<Session>;
    this.secrets.add(tokens.access_token, tokens.refresh_token, tokens.device_token);
    this.device = tokens.device_token ?? this.device;
    this.session = { ...this.session, ...tokens } as Session;
  }
}
