import { Deadline } from './deadline.js';
import { isRecord } from './record.js';

/** A request to the issuer that came to nothing. Says where to and why, and of what was sent or answered no more than a code. */
export class RequestFailed extends Error {
  constructor(
    message: string,
    /** The status of the answer, if there was one. */
    readonly status?: number,
    /** The `error` of RFC 6749 or the `code` of a problem document that was answered. */
    readonly code?: string,
  ) {
    super(message);
    this.name = 'RequestFailed';
  }
}

export interface HttpRequest {
  url: string;
  headers?: Record<string, string>;
  /** Makes it a POST. */
  form?: Record<string, string>;
}

export interface HttpLimits {
  /** Milliseconds from the first byte sent to the last one read. */
  timeout: number;
  /** Bytes of the body, after decompression. */
  size: number;
}

export interface JsonAnswer {
  readonly headers: Headers;
  readonly body: unknown;
}

const DEFAULT_LIMITS: HttpLimits = { timeout: 5000, size: 256 * 1024 };
const MAX_REFUSAL_BYTES = 4096;
const CODE = /^[a-z][a-z_]{0,63}$/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Requests to the issuer: bounded in time and size, and never redirected. All end with the given signal. */
export class Http {
  constructor(private readonly lifetime: AbortSignal) {}

  /**
   * Asks for JSON.
   * @throws RequestFailed unless the answer is 200 and JSON, within the limits.
   */
  async json(request: HttpRequest, limits: Partial<HttpLimits> = {}): Promise<JsonAnswer> {
    const { timeout, size } = { ...DEFAULT_LIMITS, ...limits };
    const deadline = new Deadline(this.lifetime);
    try {
      deadline.after(timeout, `no answer within ${timeout / 1000} s`);
      const response = await this.open(request, deadline.signal);
      return {
        headers: response.headers,
        body: parse(request.url, await read(request.url, response, size, deadline.signal)),
      };
    } finally {
      deadline.lift();
    }
  }

  /**
   * The head of an answer, whose body is still to be read.
   * @throws RequestFailed unless it is 200
   */
  async open({ url, headers, form }: HttpRequest, signal: AbortSignal): Promise<Response> {
    const response = await fetch(url, {
      headers: { Accept: 'application/json', ...headers },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      redirect: 'manual',
      signal,
    }).catch((error: unknown) => {
      throw new RequestFailed(`${placeOf(url)} cannot be reached: ${reasonOf(error, signal)}`);
    });
    if (response.status === 200) return response;
    const code = await codeOf(url, response, signal);
    throw new RequestFailed(`${placeOf(url)} answered ${response.status}`, response.status, code);
  }
}

/** What a refusal calls itself. Anything but a short, plain word is left alone. */
async function codeOf(url: string, response: Response, signal: AbortSignal): Promise<string | undefined> {
  try {
    const answer = parse(url, await read(url, response, MAX_REFUSAL_BYTES, signal));
    const { error, code = error } = isRecord(answer) ? answer : {};
    return typeof code === 'string' && CODE.test(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes of a body as they come. An interrupted one ends with RequestFailed. */
export async function* chunksOf(url: string, response: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response.body ?? []) yield chunk as Uint8Array;
  } catch (error) {
    if (error instanceof RequestFailed) throw error;
    throw new RequestFailed(`${placeOf(url)} broke off: ${reasonOf(error, signal)}`);
  }
}

async function read(url: string, response: Response, limit: number, signal: AbortSignal): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunksOf(url, response, signal)) {
    size += chunk.length;
    if (size > limit) throw new RequestFailed(`${placeOf(url)} answered with more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(url: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw new RequestFailed(`${placeOf(url)} did not answer with JSON`);
  }
}

/** Without the query, which might hold something that is nobody's business. */
export function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return (signal.reason as Error).message;
  const { code, name, cause } = error as { code?: unknown; name?: unknown; cause?: { code?: unknown } };
  const reason = cause?.code ?? code ?? name;
  return typeof reason === 'string' ? reason : 'unknown';
}
