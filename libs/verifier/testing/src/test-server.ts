import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const TEST_ENDPOINTS = {
  metadata: '/.well-known/oauth-authorization-server',
  jwks: '/.well-known/jwks.json',
  token: '/oauth/token',
  introspection: '/oauth/introspect',
  revocations: '/v1/revocations',
  stream: '/v1/revocations/stream',
} as const;

export type TestEndpoint = keyof typeof TEST_ENDPOINTS;

/** An answer of a test endpoint. */
export interface TestAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** A text is sent as it is, anything else as JSON. */
  body?: unknown;
  /** Never answers. */
  hang?: boolean;
}

/** Answers a request to one endpoint, itself or by what it returns. */
export type TestHandler = (exchange: {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  form: URLSearchParams;
}) => TestAnswer | undefined | Promise<TestAnswer | undefined>;

/** The HTTP half of a test issuer: counts requests, and answers as it is told to instead of as it should. */
export class TestServer {
  private readonly counts = new Map<TestEndpoint, number>();
  private readonly answers = new Map<TestEndpoint, TestAnswer>();
  private readonly server: Server;

  constructor(private readonly handlers: Record<TestEndpoint, TestHandler>) {
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  requests(endpoint: TestEndpoint): number {
    return this.counts.get(endpoint) ?? 0;
  }

  /** Gives this answer at the endpoint from now on; `undefined`: the right one again. */
  answer(endpoint: TestEndpoint, answer: TestAnswer | undefined): void {
    if (answer === undefined) this.answers.delete(endpoint);
    else this.answers.set(endpoint, answer);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const endpoint = endpointAt(url.pathname);
    if (endpoint === undefined) return send(response, { status: 404 });
    this.counts.set(endpoint, this.requests(endpoint) + 1);
    const form = new URLSearchParams(await bodyOf(request));
    const answer = this.answers.get(endpoint) ?? (await this.handlers[endpoint]({ request, response, url, form }));
    if (answer !== undefined && answer.hang !== true) send(response, answer);
  }
}

function endpointAt(path: string): TestEndpoint | undefined {
  const endpoints = Object.entries(TEST_ENDPOINTS) as [TestEndpoint, string][];
  return endpoints.find(([, at]) => at === path)?.[0];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, { status = 200, headers = {}, body = {} }: TestAnswer): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Where everything is, as RFC 8414 has it told. */
export function testMetadata(issuer: string): Record<string, string> {
  const at = (endpoint: TestEndpoint): string => issuer + TEST_ENDPOINTS[endpoint];
  return {
    issuer,
    jwks_uri: at('jwks'),
    token_endpoint: at('token'),
    introspection_endpoint: at('introspection'),
    revocations_endpoint: at('revocations'),
    revocations_stream_endpoint: at('stream'),
  };
}
