import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError, ProblemFilter } from '#libs/platform';

/**
 * Far more than anybody sends, and far fewer than the 2,000 beyond which Node drops headers without a word: a second
 * `Authorization`, or a foreign `Origin`, could hide there.
 */
const MAX_HEADERS = 200;

/** HTTP/0.9 has no headers, and what calls itself 2.0 is no such thing on this connection. */
const VERSIONS = ['1.0', '1.1'];

/**
 * Headers that say one thing. Of two Node takes the first or joins both; whoever stands in front may have judged the
 * other one. (That `Content-Length` comes once is the parser's own rule.)
 */
const SINGLE: ReadonlySet<string> = new Set([
  'access-control-request-headers',
  'access-control-request-method',
  'authorization',
  'content-encoding',
  'content-type',
  'cookie',
  'expect',
  'from',
  'host',
  'if-modified-since',
  'if-unmodified-since',
  'last-event-id',
  'max-forwards',
  'origin',
  'proxy-authorization',
  'range',
  'referer',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-fetch-user',
  'transfer-encoding',
  'user-agent',
  'x-csrf-token',
]);

/** A name or address with or without port (RFC 9110 §7.2); empty where a request is for no host in particular. */
const HOST = /^(?:(?:\[[\da-f:.]+\]|[\w.~%-]+)(?::\d*)?)?$/i;
/** A target with scheme and authority (RFC 9112 §3.2.2). */
const ABSOLUTE = /^https?:\/\/([^/?#]*)/i;

/**
 * Refuses what this service and a proxy in front of it could take for two different requests: the proxy may have let the
 * other one pass. Node's parser refuses much of that by itself; here is the rest. After a refusal nothing else that comes
 * over the same connection is done, since nobody knows where it begins: turns.ts serves nothing more over one that is to be
 * closed.
 */
export function addOneReading(fastify: FastifyInstance): void {
  // Asked directly: some routes are older than the filter's place in Fastify.
  const filter = new ProblemFilter();
  fastify.addHook('onRequest', (request, reply, done) => {
    const fault = faultOf(request);
    if (fault === undefined) return done();
    filter.answer(fault, request, reply.header('Connection', 'close'));
  });
}

function faultOf({ raw, originalUrl }: FastifyRequest): DomainError | undefined {
  const { rawHeaders, httpVersion, headers } = raw;
  if (rawHeaders.length / 2 > MAX_HEADERS) return new DomainError('headers_too_large');
  if (!VERSIONS.includes(httpVersion)) return malformed('It is neither HTTP/1.1 nor HTTP/1.0.');
  const twice = repeated(rawHeaders);
  if (twice !== undefined) return malformed(`The header ${twice} is given more than once.`);
  return faultOfHost(httpVersion, headers.host) ?? faultOfFraming(raw) ?? faultOfTarget(originalUrl, headers.host);
}

function repeated(rawHeaders: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (!SINGLE.has(name)) continue;
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
}

/** Nothing here goes by the host; what stands in front does. */
function faultOfHost(version: string, host: string | undefined): DomainError | undefined {
  if (host === undefined) return version === '1.0' ? undefined : malformed('HTTP/1.1 needs a Host header.');
  return HOST.test(host) ? undefined : malformed('The Host header is none.');
}

/** How long the body is has to be beyond doubt (RFC 9112 §6.1); `100-continue` is the one expectation that there is. */
function faultOfFraming({ headers, httpVersion }: IncomingMessage): DomainError | undefined {
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && (httpVersion === '1.0' || coding.trim().toLowerCase() !== 'chunked')) {
    return malformed('The one Transfer-Encoding that there is is chunked, with HTTP/1.1.');
  }
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue') {
    return malformed('Nothing can be expected but 100-continue.');
  }
  return undefined;
}

function faultOfTarget(target: string, host: string | undefined): DomainError | undefined {
  if (target.includes('#')) return malformed('A request target has no fragment.');
  if (target.startsWith('/') || target === '*') return undefined;
  const [, authority] = ABSOLUTE.exec(target) ?? [];
  if (authority === undefined) return malformed('The request target is neither a path nor a URL of HTTP.');
  // RFC 9112 §3.2: a client has to send the same in both places.
  if (authority.toLowerCase() === host?.toLowerCase()) return undefined;
  return malformed('The request target names another host than the Host header.');
}

const malformed = (detail: string): DomainError => new DomainError('invalid_request', { detail });
