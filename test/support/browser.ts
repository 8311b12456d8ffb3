import { request as httpRequest } from 'node:http';
import type { Answer } from './api.js';
import { ISSUER } from './gatehouse.js';
import type { SentRequest } from './openapi/contract.js';
import { held } from './openapi/held.js';
import { isWatched } from './openapi/watched.js';

export const ACCESS = '__Host-gatehouse_access';
export const REFRESH = '__Host-gatehouse_refresh';
export const DEVICE = '__Host-gatehouse_device';

export interface CookieSession {
  readonly session_id: string;
  readonly expires_in: number;
  readonly csrf_token: string;
}

/** Names and values in turn, exactly as they are to be sent. */
export type RawHeaders = readonly string[];

export interface RawAnswer<Body = Record<string, unknown>> extends Omit<Answer<Body>, 'headers'> {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As it was received. */
  readonly text: string;
}

/** What a browser adds to a request that a page of the service's own origin makes. */
export const OWN_PAGE = { origin: ISSUER, 'sec-fetch-site': 'same-origin' };

/** Sends exactly this: `fetch` would not let a test say what only a browser may say. */
export function send<Body = Record<string, unknown>>(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>> | RawHeaders,
  body?: string,
): Promise<RawAnswer<Body>> {
  const lines = Array.isArray(headers) ? (headers as string[]) : Object.entries(headers).flat();
  // As browsers do; Node would say that a body comes in parts, though none comes.
  const length = method === 'GET' || method === 'HEAD' ? [] : ['content-length', String(Buffer.byteLength(body ?? ''))];
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers: ['host', new URL(url).host, ...length, ...lines] });
    request.on('error', reject).on('response', response => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (part: string) => (text += part))
        .on('error', reject)
        .on('end', () => {
          const isJson = text !== '' && /json/.test(response.headers['content-type'] ?? '');
          const answer = {
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: (isJson ? JSON.parse(text) : text) as Body,
            text,
          };
          hold({ method, url, headers: headersOf(lines), body }, answer).then(() => resolve(answer), reject);
        });
    });
    request.end(body);
  });
}

/** As `fetch` does it in the tests: what the service answers is held against openapi.json. */
async function hold(request: SentRequest, { status, headers, text }: RawAnswer<unknown>): Promise<void> {
  if (!isWatched(request.url)) return;
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  );
  const answer = new Response(text === '' ? null : text, { status, headers: lines });
  await (await held(request, answer)).text();
}

function headersOf(lines: readonly string[]): Headers {
  const headers = new Headers();
  for (let index = 0; index < lines.length; index += 2) headers.append(lines[index] ?? '', lines[index + 1] ?? '');
  return headers;
}

/** A browser as far as cookies go: it keeps those that are set, and sends them along. */
export class Browser {
  readonly jar = new Map<string, string>();
  /** Every `Set-Cookie` so far. */
  readonly received: string[] = [];
  csrfToken: string | undefined;

  constructor(private readonly base: string) {}

  get cookieHeader(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** What a page of the service's own would send, unless `headers` say otherwise; an empty one is left out. */
  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawAnswer<Body>> {
    const all: Record<string, string> = {
      ...OWN_PAGE,
      cookie: this.cookieHeader,
      'x-csrf-token': this.csrfToken ?? '',
      'content-type': body === undefined ? '' : 'application/json',
      ...headers,
    };
    const filled = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await send<Body>(this.base + path, method, filled, text);
    this.keep([answer.headers['set-cookie'] ?? []].flat());
    return answer;
  }

  get<Body = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<RawAnswer<Body>> {
    return this.call<Body>('GET', path, undefined, headers);
  }

  post<Body = Record<string, unknown>>(
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<RawAnswer<Body>> {
    return this.call<Body>('POST', path, body, headers);
  }

  async logIn({ email, password }: { email: string; password: string }): Promise<CookieSession> {
    const credentials = { email, password, transport: 'cookie' };
    const { status, body, text } = await this.post<CookieSession>('/v1/auth/login', credentials);
    if (status !== 200) throw new Error(`login answered ${status}: ${text}`);
    this.csrfToken = body.csrf_token;
    return body;
  }

  async refresh(): Promise<RawAnswer<CookieSession>> {
    const answer = await this.post<CookieSession>('/v1/auth/refresh');
    if (answer.status === 200) this.csrfToken = answer.body.csrf_token;
    return answer;
  }

  /** Another browser with the same cookies. */
  copy(base = this.base): Browser {
    const other = new Browser(base);
    for (const [name, value] of this.jar) other.jar.set(name, value);
    other.csrfToken = this.csrfToken;
    return other;
  }

  private keep(lines: readonly string[]): void {
    this.received.push(...lines);
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/; Max-Age=0(;|$)/.test(line)) this.jar.delete(name);
      else this.jar.set(name, value);
    }
  }
}
