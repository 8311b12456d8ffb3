import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { problemDocument, type ProblemCode } from '#libs/contracts';
import { isArriving } from '#libs/platform';
import { BARE_HEADERS } from './bare-headers.js';
import { endAfterTurns } from './turns.js';

/** The socket as Node's server knows it: with the answer that is to be written to it next. */
type ServingSocket = Socket & { readonly _httpMessage?: ServerResponse | null };

/** How long somebody may take to read an answer after which nothing else is done, before the connection is closed. */
const LINGER_MS = 1_000;

/** Node could not read the request as HTTP: there is no request object, only the socket. */
export function answerUnparsable(error: NodeJS.ErrnoException, socket: ServingSocket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const before = socket._httpMessage;
  // It takes longer than a request may, which is right: whoever reads it looks whether it goes on.
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && before && isArriving(before.req)) return;
  // What cannot be read came after requests that could: the answer to one of those is not to be mistaken for this one.
  if (before?.req.complete === true) return endAfterTurns(socket, () => socket.destroySoon());
  if (before?.headersSent === true) return void socket.destroy();
  answer(socket, error.code === 'HPE_HEADER_OVERFLOW' ? 'headers_too_large' : 'invalid_request');
}

/** Answers what Node would otherwise leave without an answer, or without one of ours. */
export function addRawAnswers(server: Server): void {
  // This is no proxy: of CONNECT the target is none of its resources. Node leaves the connection alone from then on, its errors too.
  server.on('connect', (_request: IncomingMessage, socket: ServingSocket) => {
    socket.on('error', () => socket.destroy());
    if (socket._httpMessage) socket.destroy();
    else answer(socket, 'invalid_request');
  });
  // An expectation that is none is refused like any other fault of a request.
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
}

function answer(socket: Duplex, code: ProblemCode): void {
  const { status, title } = problemDocument(code);
  const body = JSON.stringify(problemDocument(code));
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    ...Object.entries(BARE_HEADERS).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // At once, it would take the answer away from who is still sending; without it, who goes on sending would hold the connection.
  const lingering = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(lingering));
}
